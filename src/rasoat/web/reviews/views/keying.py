"""Quick keying of paper forms: the code of the case, then digits only."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.register.happening import living_members
from rasoat.web.reviews.forms.survey import SurveyForm
from rasoat.web.reviews.state_graphs import CASE
from rasoat.web.reviews.survey.allowed import require_fill
from rasoat.web.reviews.survey.answers import Answers
from rasoat.web.reviews.survey.codes import case_code, case_of_code
from rasoat.web.reviews.survey.filling import first_answers
from rasoat.web.reviews.survey.sheet import REGION, sheet_of
from rasoat.web.reviews.views.saving import saved
from rasoat.web.reviews.views.shared import case_or_404


@signed_in
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a case (`?ma=`), typed or scanned, and open its form."""
    acting = acting_of(request)
    acting.require(Capability.REVIEW_SURVEY)
    typed = request.GET.get("ma", "").strip()
    wrong = ""
    if typed:
        case = case_of_code(acting, typed)
        if case is None:
            wrong = _("Không có hộ nào trong địa bàn của bạn mang mã này. Gõ lại cả số cuối.")
        elif not CASE.can("submit", case.state):
            wrong = _("Hộ %(number)s %(name)s đang ở bước “%(state)s”: không nhập phiếu được.") % {
                "number": case.number, "name": case.head_name, "state": CASE.states[case.state].label,
            }  # fmt: skip
        else:
            return redirect("reviews:keying_form", case.public_id)
    return render(request, "reviews/keying.html", {"typed": typed, "wrong": wrong})


@signed_in
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The form by digits; after saving the next code is asked for."""
    case, acting = case_or_404(request, public_id), acting_of(request)
    require_fill(acting, case)
    sheet = sheet_of(case.round)
    earlier = first_answers(case, sheet)
    if REGION not in earlier.household and request.session.get(REGION):
        earlier = Answers({**earlier.household, REGION: request.session[REGION]}, earlier.members)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    filled = SurveyForm(
        *posted, sheet=sheet, case=case, people=living_members(case.household), earlier=earlier, by_digits=True
    )
    if request.method == "POST" and filled.is_valid() and saved(request, acting, case, filled):
        if filled.cleaned_data.get(REGION):
            request.session[REGION] = filled.cleaned_data[REGION]
        return redirect("reviews:keying")
    if not sheet.standards:
        messages.warning(request, _("Mọi chuẩn của đợt này nhập kết quả từ danh sách đã ký."))
        return redirect("reviews:case", public_id)
    context = {
        "case": case,
        "form": filled,
        "sheet": sheet,
        "code": case_code(case.pk),
        "keep": f"nhap-nhanh-{public_id}",
    }
    return render(request, "reviews/keying_form.html", context, status=422 if filled.errors else 200)
