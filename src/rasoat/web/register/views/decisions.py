"""Decisions typed in from signed lists: the list of a commune, one decision, a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.survey.code_lists import code_list
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import villages
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.enter_decision import enter_decision
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft
from rasoat.web.register.actions.withdraw_decision import withdraw_decision
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.models import DecisionState, Household
from rasoat.web.register.queries import decisions_seen_by, lines_seen_by
from rasoat.web.register.statuses import lines_in_force
from rasoat.web.register.views.common import commune_asked
from rasoat.web.register.words import standard_choices, standard_name

PAGE = 30
LINES = 200
MOST = 600
"""Households on one form; longer lists come in by a file."""
NAMED = 5
"""Households with a wrong class that the message names."""


class DecisionForm(forms.Form):
    """What stands at the head of a signed list."""

    number = forms.CharField(
        label=_("Số quyết định"),
        max_length=60,
        required=False,
        help_text=_("Ví dụ 45/QĐ-UBND; danh sách cũ không rõ số thì để trống."),
    )
    signed_on = DayField(label=_("Ngày ký"), required=False)
    effective_from = DayField(label=_("Có hiệu lực từ ngày"))
    effective_until = DayField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi quyết định không ghi.")
    )
    standard = forms.ChoiceField(label=_("Chuẩn nghèo"))
    year = forms.IntegerField(label=_("Kết quả của năm"), min_value=1990, max_value=2100)
    paper = forms.FileField(label=_("Bản chụp danh sách đã ký"), required=False, help_text=_("Ảnh hoặc PDF."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = standard_choices()  # type: ignore[attr-defined]
        self.fields["standard"].initial = "national_2022"
        self.fields["year"].initial = timezone.localdate().year

    def draft(self, commune: Unit) -> DecisionDraft:
        """The decision to be recorded."""
        told = self.cleaned_data
        return DecisionDraft(
            commune,
            told["standard"],
            told["year"],
            told["effective_from"],
            told["effective_until"],
            number=told["number"],
            signed_on=told["signed_on"],
        )


@signed_in
@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions of my area, newest first."""
    acting = acting_of(request)
    acting.require(Capability.STATUS_VIEW)
    page = Paginator(decisions_seen_by(acting), PAGE).get_page(request.GET.get("trang"))
    for row in page:
        row.standard = standard_name(row.standard_id)  # type: ignore[attr-defined]
    return render(
        request, "register/decisions.html", {"page": page, "may_record": acting.policy.may(Capability.DECISION_RECORD)}
    )


@signed_in
@require_GET
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision with its households."""
    acting = acting_of(request)
    row = get_object_or_404(decisions_seen_by(acting).select_related("paper", "commune"), pk=decision_id)
    lines = lines_seen_by(acting, row).select_related("household", "village").order_by("household__sort_key", "id")
    page = Paginator(lines, LINES).get_page(request.GET.get("trang"))
    may_withdraw = row.state == DecisionState.VALID and acting.policy.may(Capability.DECISION_RECORD, row)
    return render(
        request,
        "register/decision.html",
        {"decision": row, "page": page, "standard": standard_name(row.standard_id), "may_withdraw": may_withdraw},
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Withdraw a decision that was recorded by mistake."""
    acting = acting_of(request)
    row = get_object_or_404(decisions_seen_by(acting), pk=decision_id)
    try:
        withdraw_decision(acting, row, reason=request.POST.get("reason", ""))
        messages.success(request, gettext("Đã rút quyết định; các hộ trở lại tình trạng theo quyết định trước đó."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("register:decision", decision_id=decision_id)


@signed_in
@require_http_methods(["GET", "POST"])
def new_decision(request: HttpRequest) -> HttpResponse:
    """Type in a decision: its head, then a class for each household of the list (N, CN or KN)."""
    acting = acting_of(request)
    acting.require(Capability.DECISION_RECORD)
    commune, communes = commune_asked(request, Capability.DECISION_RECORD)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    village = request.GET.get("thon") or request.POST.get("thon") or ""
    places = list(villages(commune, timezone.localdate()))
    homes = _homes(commune, next((place for place in places if str(place.pk) == village), None))
    form = DecisionForm(request.POST or None, request.FILES or None)
    wrong: list[int] = []
    if request.method == "POST" and form.is_valid():
        lines, wrong = _lines(request, homes[:MOST])
        if wrong:
            form.add_error(None, _which(request, [home for home in homes if home.pk in wrong]))
        else:
            try:
                row = enter_decision(acting, form.draft(commune), lines, paper=form.cleaned_data["paper"])
            except RefusedError as refused:
                refuse(form, refused)
            else:
                messages.success(request, gettext("Đã ghi quyết định với %(number)s hộ.") % {"number": len(lines)})
                return redirect("register:decision", decision_id=row.pk)
    now = lines_in_force([home.pk for home in homes], timezone.localdate()) if request.method == "GET" else {}
    by_home = {home_id: line.household_class for (home_id, _standard), line in now.items()}
    rows = [
        {
            "home": home,
            "typed": request.POST.get(f"loai-{home.pk}", ""),
            "now": by_home.get(home.pk),
            "wrong": home.pk in wrong,
        }
        for home in homes[:MOST]
    ]
    context = {
        "commune": commune,
        "form": form,
        "rows": rows,
        "places": places,
        "village": village,
        "too_many": len(homes) > MOST,
        "most": MOST,
    }
    return render(request, "register/decision_new.html", context, status=422 if form.errors else 200)


def _which(request: HttpRequest, homes: list[Household]) -> str:
    """Which households bear a class that nobody understands, the first few by name."""
    named = "; ".join(
        f"{home.head_name} ({home.code}): “{request.POST.get(f'loai-{home.pk}', '').strip()}”" for home in homes[:NAMED]
    )
    more = gettext(" và %(number)s hộ nữa") % {"number": len(homes) - NAMED} if len(homes) > NAMED else ""
    return gettext(
        "Loại hộ không rõ ở: %(named)s%(more)s. Chỉ ghi N (nghèo), CN (cận nghèo) hoặc KN (không nghèo)."
    ) % {"named": named, "more": more}


def _homes(commune: Unit, village: Unit | None) -> list[Household]:
    rows = Household.objects.filter(commune=commune, ended_on__isnull=True).select_related("village")
    rows = rows.filter(village=village) if village else rows
    return list(rows.order_by("village__sort_key", "sort_key", "id")[: MOST + 1])


def _lines(request: HttpRequest, homes: list[Household]) -> tuple[list[LineDraft], list[int]]:
    """Lines for the households with a class, and the ids of those whose class is not understood."""
    lines, wrong = [], []
    for home in homes:
        typed = request.POST.get(f"loai-{home.pk}", "").strip()
        if not typed:
            continue
        found = code_list("class").match(typed)
        if found is None:
            wrong.append(home.pk)
        else:
            lines.append(LineDraft(home, found))
    return lines, wrong
