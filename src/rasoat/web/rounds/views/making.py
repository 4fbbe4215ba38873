"""Prepare a round, change a draft."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.edit_round import edit_round
from rasoat.web.rounds.dates import allowed_span, likely_day, procedure_of
from rasoat.web.rounds.drafts import RoundDraft, usual_effect, usual_name
from rasoat.web.rounds.forms import FrameForm, RoundForm
from rasoat.web.rounds.models import Purpose, Round, RoundKind, RoundState, Route
from rasoat.web.rounds.parameters import value_of
from rasoat.web.rounds.queries import places_to_manage
from rasoat.web.rounds.reach import require_round
from rasoat.web.rounds.standards import BETWEEN, offered
from rasoat.web.rounds.views.finding import seen_round


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First what round it is (in the address), then its days and standards."""
    acting = acting_of(request)
    monthly_only = not acting.policy.may(Capability.ROUND_MANAGE)
    if monthly_only:
        acting.require(Capability.ROUND_REGULAR)
    today = acting.today()
    begun = "loai" in request.GET
    usual = {"muc_dich": Purpose.OFFICIAL, "loai": RoundKind.PERIODIC, "nam": today.year}
    if monthly_only:
        usual |= {"loai": RoundKind.REGULAR, "thang": today.month}
    frame = FrameForm(
        request.GET if begun else None, places=places_to_manage(acting), initial=usual, monthly_only=monthly_only
    )
    if not begun or not frame.is_valid():
        return render(request, "rounds/frame.html", {"form": frame}, status=422 if begun else 200)
    draft = _draft(frame.cleaned_data)
    try:
        form = _form(request, draft)
    except RefusedError as refused:
        refuse(frame, refused)
        return render(request, "rounds/frame.html", {"form": frame}, status=422)
    if request.method == "POST" and form.is_valid():
        try:
            row = create_round(acting, _filled(draft, form))
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã lập đợt. Xem lại rồi mở đợt."))
            return redirect("rounds:round", pk=row.pk)
    return render(request, "rounds/form.html", {
        "form": form, "draft": draft, "keep": _keep(draft), "kind": RoundKind(draft.kind).label,
        "purpose": Purpose(draft.purpose).label,
    }, status=422 if form.errors else 200)  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row = seen_round(request, pk)
    acting = acting_of(request)
    require_round(acting, row)
    if row.state != RoundState.DRAFT:
        messages.error(request, _("Đợt đã mở, không sửa được nữa. Ngày nội bộ vẫn sửa được."))
        return redirect("rounds:round", pk=row.pk)
    draft = RoundDraft(row.purpose, row.kind, row.year, row.province, row.month, row.commune)
    form = _form(request, draft, row)
    if request.method == "POST" and form.is_valid():
        try:
            edit_round(acting, row, _filled(draft, form, row), version=form.cleaned_data["version"] or 0)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("rounds:round", pk=row.pk)
    return render(request, "rounds/form.html", {
        "form": form, "draft": draft, "round": row, "keep": f"dot-{row.pk}-{row.version}",
        "kind": row.get_kind_display(), "purpose": row.get_purpose_display(),
    }, status=422 if form.errors else 200)  # fmt: skip


def _keep(draft: RoundDraft) -> str:
    """What the browser keeps an unsaved form under: what was typed for one month never comes up in another."""
    place = draft.commune or draft.province
    return f"dot-moi-{draft.purpose}-{draft.kind}-{draft.year}-{draft.month or 0}-{place.key}"


def _draft(told: dict[str, Any]) -> RoundDraft:
    place: Unit = told["dia_ban"]
    is_province = place.level == Level.PROVINCE
    province = place if is_province or place.province is None else place.province
    return RoundDraft(
        told["muc_dich"], told["loai"], told["nam"], province, told["thang"], None if is_province else place
    )


def _filled(draft: RoundDraft, form: RoundForm, row: Round | None = None) -> RoundDraft:
    """The draft as typed; the switch of the province stays as it is for those who are not asked about it."""
    told = form.cleaned_data
    live = told.get("live_score", row is not None and row.live_score)
    return RoundDraft(
        draft.purpose, draft.kind, draft.year, draft.province, draft.month, draft.commune, told["starts_on"],
        told["ends_on"], form.standards(), told["name"], told["document"], live,
    )  # fmt: skip


def _form(request: HttpRequest, draft: RoundDraft, row: Round | None = None) -> RoundForm:
    """The form with what a round of this frame usually says, or what the draft says now."""
    likely = likely_day(draft.kind, draft.year, draft.month)
    procedure_id = procedure_of(draft.purpose, draft.kind, likely).id
    span = allowed_span(draft.province, procedure_id, draft.kind, draft.year, draft.month)
    first = span.first if span else likely
    local = value_of(draft.province, procedure_id, "local_standard", first)
    standards = offered(draft.purpose, first, local if isinstance(local, str) else "")
    initial = _usual(draft, first, span.last if span else None, standards) if row is None else _present(row)
    switch = acting_of(request).policy.may(Capability.ROUND_MANAGE, draft.commune or draft.province)
    return RoundForm(
        request.POST or None, purpose=draft.purpose, standards=standards, day=first, switch=switch, initial=initial
    )


def _usual(draft: RoundDraft, first: date, last: date | None, standards: list[str]) -> dict[str, Any]:
    effect = usual_effect(draft.kind, draft.year, last or first)
    days = {"name": usual_name(draft), "starts_on": first, "ends_on": last}
    return days | {f"from_{standard_id}": effect for standard_id in standards}


def _present(row: Round) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(row, name) for name in
                             ("name", "starts_on", "ends_on", "document", "live_score", "version")}  # fmt: skip
    for each in row.standards.all():
        table = f"{BETWEEN}{each.table_id}" if each.route == Route.ANSWERS else ""
        found[f"route_{each.standard_id}"] = f"{each.route}{table}"
        found[f"from_{each.standard_id}"] = each.effective_from
    return found
