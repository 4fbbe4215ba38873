"""Save a form from a page, and lock it at once when asked: what the page and the quick keying share."""

from enum import Enum, auto
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.views_base import refuse
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.forms.survey import SurveyForm
from rasoat.web.reviews.models import Case, Submission
from rasoat.web.reviews.survey.hindered import WAITS, hindered
from rasoat.web.reviews.survey.writing import says_the_same, standing_form

LOCK, ONLY_SAVE, DESPITE = "khoa", "chi-ghi", "khoa-du-vay"
BEFORE_LOCK = "truoc-khoa"
_MENDED_ON_THE_FORM = frozenset({"form-wrong", "form-incomplete"})


class Saved(Enum):
    """What became of a form that was sent: not saved, saved but not locked as was asked, or all done."""

    NO = auto()
    WAITS = auto()
    DONE = auto()


def standing_of(case: Case) -> Submission | None:
    """The form that is mended here; None where a new one is filled in."""
    return standing_form(case) if case.state == WAITS else None


def saved(request: HttpRequest, acting: Acting, case: Case, form: SurveyForm) -> Saved:
    """Save the form and lock it when asked; messages say what followed. A refusal stands in the form.

    With contradictions a form is locked only when the person said to lock it all the same.
    """
    asked = (LOCK in request.POST or DESPITE in request.POST) and ONLY_SAVE not in request.POST
    version, despite = form.cleaned_data["version"], DESPITE in request.POST
    filled, before = form.filled(), form.standing
    try:
        if despite and before is not None and version == case.version and says_the_same(before, filled):
            made = before
        else:
            made = submit_form(acting, case, filled, version=version)
            messages.success(
                request, _("Đã ghi phiếu số %(form)s của hộ %(number)s %(name)s.")
                % {"form": made.number, "number": case.number, "name": case.head_name},
            )  # fmt: skip
    except RefusedError as refused:
        refuse(form, refused)
        return Saved.NO
    if ONLY_SAVE not in request.POST and not despite and made.contradictions and hindered(made.case).contradictions:
        return Saved.WAITS
    if asked:
        return _locked(request, acting, made.case)
    for note in made.contradictions:
        messages.warning(request, f"{note['column']}: {note['vi']}")
    return Saved.DONE


def _locked(request: HttpRequest, acting: Acting, case: Case) -> Saved:
    try:
        lock_form(acting, case)
    except RefusedError as refused:
        if refused.code in _MENDED_ON_THE_FORM:
            return Saved.WAITS
        messages.error(request, _("Phiếu đã ghi nhưng chưa khóa. %(why)s") % {"why": str(refused)})
    else:
        messages.success(request, _("Đã khóa phiếu."))
    return Saved.DONE


def to_mend(name: str, case: Case) -> HttpResponse:
    """To the form of a case, which tells at its head what stands before the lock."""
    return redirect(f"{reverse(name, args=[case.public_id])}?{BEFORE_LOCK}=1")


def before_lock(request: HttpRequest, case: Case, form: SurveyForm) -> dict[str, Any]:
    """What the page of a form shows of it: after a lock that was refused, and only while nothing new is typed."""
    if request.method != "GET" or BEFORE_LOCK not in request.GET:
        return {}
    told = hindered(case)
    return {"wrong": form.linked(told.wrong), "contradictions": form.linked(told.contradictions)}
