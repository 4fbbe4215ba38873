"""The form of a household: filled in on the page, and looked at afterwards."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.register.happening import living_members
from rasoat.web.reviews.forms.survey import SurveyForm
from rasoat.web.reviews.models import Entry
from rasoat.web.reviews.survey.allowed import require_fill
from rasoat.web.reviews.survey.filling import first_answers, languages_of, wordings_of
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.showing import form_shown
from rasoat.web.reviews.views.saving import Saved, before_lock, saved, standing_of, to_mend
from rasoat.web.reviews.views.shared import case_or_404


@signed_in
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Fill in the form; `?tieng=` shows the questions in another language as well."""
    case, acting = case_or_404(request, public_id), acting_of(request)
    require_fill(acting, case)
    sheet, people = sheet_of(case.round), living_members(case.household)
    language = request.GET.get("tieng", "")
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    filled = SurveyForm(
        *posted, sheet=sheet, case=case, people=people, earlier=first_answers(case, sheet),
        wordings=wordings_of(case, language), standing=standing_of(case),
    )  # fmt: skip
    told = saved(request, acting, case, filled) if request.method == "POST" and filled.is_valid() else Saved.NO
    if told is not Saved.NO:
        return redirect("reviews:case", public_id) if told is Saved.DONE else to_mend("reviews:form", case)
    context = {
        "case": case, "form": filled, "sheet": sheet, "languages": languages_of(case), "language": language,
        "keep": f"phieu-{public_id}", **before_lock(request, case, filled),
    }  # fmt: skip
    return render(request, "reviews/form.html", context, status=422 if filled.errors else 200)


@signed_in
@require_GET
def submission(request: HttpRequest, public_id: uuid.UUID, number: int) -> HttpResponse:
    """A form as it was filled in."""
    case = case_or_404(request, public_id)
    rows = case.submissions.select_related("entered_by").exclude(entry=Entry.SIGNED_LIST)
    found = get_object_or_404(rows, number=number)
    response = render(request, "reviews/submission.html", {"case": case, "form": found, **form_shown(case, found)})
    response["Cache-Control"] = "no-store"
    return response
