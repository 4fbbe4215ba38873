"""Quick keying of paper forms: the code of the case, then digits only."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.register.happening import living_members
from rasoat.web.reviews.forms.survey import SurveyForm
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.state_graphs import CASE
from rasoat.web.reviews.survey.allowed import require_fill
from rasoat.web.reviews.survey.answers import Answers
from rasoat.web.reviews.survey.codes import case_code, case_of_code
from rasoat.web.reviews.survey.filling import first_answers
from rasoat.web.reviews.survey.sheet import REGION, sheet_of
from rasoat.web.reviews.views.saving import Saved, before_lock, saved, standing_of, to_mend
from rasoat.web.reviews.views.shared import case_or_404

BATCH = "keyed-batch"


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
    standing = standing_of(case)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    filled = SurveyForm(
        *posted, sheet=sheet, case=case, people=living_members(case.household), earlier=earlier, by_digits=True,
        standing=standing, initial=None if standing else _from_paper(request, case),
    )  # fmt: skip
    told = saved(request, acting, case, filled) if request.method == "POST" and filled.is_valid() else Saved.NO
    if told is not Saved.NO:
        if filled.cleaned_data.get(REGION):
            request.session[REGION] = filled.cleaned_data[REGION]
        _keep_batch(request, case, filled.cleaned_data)
        return redirect("reviews:keying") if told is Saved.DONE else to_mend("reviews:keying_form", case)
    if not sheet.standards:
        messages.warning(request, _("Mọi chuẩn của đợt này nhập kết quả từ danh sách đã ký."))
        return redirect("reviews:case", public_id)
    context = {
        "case": case,
        "form": filled,
        "sheet": sheet,
        "code": case_code(case.pk),
        "keep": f"nhap-nhanh-{public_id}",
        **before_lock(request, case, filled),
    }
    return render(request, "reviews/keying_form.html", context, status=422 if filled.errors else 200)


def _from_paper(request: HttpRequest, case: Case) -> dict[str, Any]:
    """What a paper form starts with: on behalf, the day and the name of the form keyed before it in this village.

    The reviewer of the case comes before that name; the day of typing is never the day of the survey.
    """
    before = request.session.get(BATCH, {})
    same = before.get("village") == _village(case)
    return {
        "on_behalf": True,
        "happened_on": date.fromisoformat(before["on"]) if same else None,
        "acted": case.reviewer_name or (before["acted"] if same else ""),
    }


def _keep_batch(request: HttpRequest, case: Case, said: Mapping[str, Any]) -> None:
    request.session[BATCH] = {
        "village": _village(case), "on": said["happened_on"].isoformat(), "acted": said["acted"],
    }  # fmt: skip


def _village(case: Case) -> str:
    return f"{case.round_id}/{case.village_id}"
