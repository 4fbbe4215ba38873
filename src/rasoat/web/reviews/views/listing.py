"""The list: completeness, households that may have been missed, officers' cases, the quick form, wordings."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.reviews.actions.add_case import add_case
from rasoat.web.reviews.actions.dismiss_prompt import dismiss_prompt
from rasoat.web.reviews.actions.load_wordings import load_wordings
from rasoat.web.reviews.actions.open_cases import open_cases
from rasoat.web.reviews.forms.listing import AddCaseForm, WordingForm
from rasoat.web.reviews.listing.completeness import completeness, missing_of, open_rows, waiting_requests
from rasoat.web.reviews.listing.prompts import prompted, prompts_of
from rasoat.web.reviews.listing.quick_form import quick_form_of
from rasoat.web.reviews.listing.wordings import WordingFault, WrongWordingsError, template
from rasoat.web.reviews.models import Wording
from rasoat.web.reviews.state_graphs import CASE, RESULT
from rasoat.web.reviews.views.finding import UnclearHomeError, home_meant
from rasoat.web.reviews.views.shared import ground_or_404, page_of
from rasoat.web.vault.file_types import XLSX

FAULTS_SHOWN = 100


@signed_in
@require_GET
def complete(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Nobody without an outcome: figures, and every household and request that still lacks something."""
    ground = ground_or_404(request, round_id, key)
    acting_of(request).require(Capability.REVIEW_VIEW, ground.commune)
    figures = completeness(ground.round, ground.commune)
    page = page_of(request, open_rows(ground.round, ground.commune))
    for case in page:
        case.missing = list(missing_of(case))  # type: ignore[attr-defined]
    context = {
        "ground": ground, "figures": figures, "page": page, "states": CASE.states,
        "requests": waiting_requests(ground.round, ground.commune)[:50],
        "outcomes": [(RESULT.states[state].label, number) for state, number in figures.outcomes.items()],
    }  # fmt: skip
    return render(request, "reviews/completeness.html", context)


@signed_in
@require_GET
def prompts(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Households that may have been missed."""
    ground = ground_or_404(request, round_id, key)
    acting = acting_of(request)
    acting.require(Capability.REVIEW_RUN, ground.commune)
    page = page_of(request, prompted(ground.round, ground.commune), 25)
    rows = prompts_of(ground.round, list(page))
    return render(request, "reviews/prompts.html", {"ground": ground, "page": page, "rows": rows})


@signed_in
@require_POST
def settle_prompt(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Put the household into the round, or leave it out: both with a reason."""
    ground = ground_or_404(request, round_id, key)
    acting = acting_of(request)
    acting.require(Capability.REVIEW_RUN, ground.commune)
    home = get_object_or_404(
        Household.objects.select_related("commune", "province", "village"), code=request.POST.get("ho", ""),
        commune=ground.commune,
    )  # fmt: skip
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("viec") == "dua-vao":
            add_case(acting, ground.round, home, reason)
        else:
            (prompt,) = prompts_of(ground.round, [home])
            dismiss_prompt(acting, ground.round, home, prompt.causes, reason)
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi hộ %(code)s.") % {"code": home.code})
    return redirect("reviews:prompts", round_id, key)


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """An officer puts a household into the round."""
    ground = ground_or_404(request, round_id, key)
    acting = acting_of(request)
    acting.require(Capability.REVIEW_RUN, ground.commune)
    form = AddCaseForm(request.POST if request.method == "POST" else None, initial={"household": request.GET.get("ho")})
    context: dict[str, Any] = {"ground": ground, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            home = home_meant(acting, ground.commune, request.POST)
            if home is None:
                raise RefusedError(_("Hộ chưa có trong sổ."), remedy=_("Nhập hộ mới trước."), field="household")
            case = add_case(acting, ground.round, home, form.cleaned_data["reason"])
        except UnclearHomeError as unclear:
            context |= {"found": unclear.rows, "typed": form.cleaned_data["household"]}
            refuse(form, unclear)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã đưa hộ %(code)s vào đợt.") % {"code": home.code})
            return redirect("reviews:case", case.public_id)
    return render(request, "reviews/case_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def make_list(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Take in whoever is on the current list, or has asked, since the round opened."""
    ground = ground_or_404(request, round_id, key)
    made = open_cases(acting_of(request), ground.round, ground.commune)
    messages.success(request, _("Đã thêm %(count)s hộ vào danh sách.") % {"count": made})
    return redirect("reviews:commune", round_id, key)


@signed_in
@require_GET
def quick_form(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Phiếu A: its items as the province has set them, or what is missing and which document to ask for."""
    ground = ground_or_404(request, round_id, key)
    context = {"ground": ground, "quick": quick_form_of(ground.round)}
    return render(request, "reviews/quick_form.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def wordings(request: HttpRequest) -> HttpResponse:
    """The wording of questions in other languages, as the province supplies it."""
    acting = acting_of(request)
    acting.require(Capability.PARAMETER_SET)
    provinces = acting.policy.visible(Capability.PARAMETER_SET, Unit.objects.filter(level=Level.PROVINCE))
    key = request.GET.get("tinh", "")
    province = provinces.filter(key=key).first() if key else provinces.order_by("sort_key").first()
    form = WordingForm(*((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    faults: Sequence[WordingFault] = ()
    if request.method == "POST" and province is not None and form.is_valid():
        try:
            count = load_wordings(acting, province, form.cleaned_data["language"], form.cleaned_data["file"])
        except WrongWordingsError as wrong:
            faults = wrong.faults
            refuse(form, wrong)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã nạp %(count)s lời hỏi.") % {"count": count})
            return redirect("reviews:wordings")
    loaded: dict[str, int] = {}
    for language in Wording.objects.filter(province=province).values_list("language", flat=True):
        loaded[language] = loaded.get(language, 0) + 1
    context: dict[str, Any] = {"province": province, "form": form, "loaded": sorted(loaded.items())}
    context |= {"faults": faults[:FAULTS_SHOWN], "more": max(0, len(faults) - FAULTS_SHOWN)}
    return render(request, "reviews/wordings.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def wordings_template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill: every question with its code and its Vietnamese words."""
    acting = acting_of(request)
    acting.require(Capability.PARAMETER_SET)
    headers = {"Content-Disposition": 'attachment; filename="mau-loi-hoi.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(template(acting.today()), XLSX, headers=headers)
