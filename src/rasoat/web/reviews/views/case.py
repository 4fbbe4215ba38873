"""The page of a case, and what is written there."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.forms.events import EVENTS
from rasoat.web.register.happening import living_members
from rasoat.web.register.views.common import datalists
from rasoat.web.reviews.actions.come_back import come_back
from rasoat.web.reviews.actions.confirm_situation import confirm_situation
from rasoat.web.reviews.actions.declare_relative import declare_relative
from rasoat.web.reviews.actions.enter_result import enter_result
from rasoat.web.reviews.actions.follow_event import follow_event
from rasoat.web.reviews.actions.follow_register import follow_register
from rasoat.web.reviews.actions.leave_round import leave_round
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.record_attempt import record_attempt
from rasoat.web.reviews.actions.record_quick_form import record_quick_form
from rasoat.web.reviews.actions.reject_situation import reject_situation
from rasoat.web.reviews.actions.report_head_death import report_head_death
from rasoat.web.reviews.actions.screen_out_case import screen_out_case
from rasoat.web.reviews.actions.send_back_form import send_back_form
from rasoat.web.reviews.actions.undo_entry import undo_entry
from rasoat.web.reviews.actions.unlock_form import unlock_form
from rasoat.web.reviews.forms.life import AttemptForm, HeadDiedForm, LeaveForm, ReasonForm, RelativeForm, ResultForm
from rasoat.web.reviews.forms.quick_form import QuickFormForm
from rasoat.web.reviews.listing.completeness import missing_of
from rasoat.web.reviews.listing.quick_answers import quick_forms_of
from rasoat.web.reviews.listing.time_line import time_line
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.state_graphs import CASE
from rasoat.web.reviews.survey.allowed import may_fill
from rasoat.web.reviews.survey.codes import case_code
from rasoat.web.reviews.survey.hindered import hindered
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.showing import live_points, results_shown
from rasoat.web.reviews.views.case_words import DEEDS, WRITES, offered, situation_tone
from rasoat.web.reviews.views.saving import to_mend
from rasoat.web.reviews.views.shared import already, case_or_404

_DEEDS: Mapping[str, Callable[[Acting, Case, str, int | None], Any]] = {
    "khoa": lambda acting, case, _reason, version: lock_form(acting, case, version=version),
    "mo-khoa": lambda acting, case, reason, version: unlock_form(acting, case, reason, version=version),
    "tra-phieu": lambda acting, case, reason, version: send_back_form(acting, case, reason, version=version),
    "rut-ket-qua": lambda acting, case, reason, version: undo_entry(acting, case, reason, version=version),
    "theo-so": lambda acting, case, _reason, _version: follow_register(acting, case),
}
"""What the buttons of the page do, by the word in the address: acting, case, reason, version."""

_WRITES: Mapping[str, Callable[[Acting, Case, Any], Any]] = {
    "lan-den": lambda acting, case, form: record_attempt(
        acting, case, form.told(), form.cleaned_data["situation"], form.cleaned_data["witness"],
        note_text=form.cleaned_data["note_text"],
    ),
    "ra-khoi-dot": lambda acting, case, form: leave_round(
        acting, case, form.cleaned_data["situation"], form.cleaned_data["reason"], form.told(),
        note_text=form.note_text(),
    ),
    "chu-ho-mat": lambda acting, case, form: report_head_death(
        acting, case, form.cleaned_data["on"], form.told(), note_text=form.cleaned_data["note_text"]
    ),
    "ho-hang": lambda acting, case, form: declare_relative(
        acting, case, form.cleaned_data["relation"], form.cleaned_data["by"], form.told()
    ),
    "dua-lai": lambda acting, case, form: come_back(acting, case, form.cleaned_data["reason"], form.told()),
    "khong-dua-vao": lambda acting, case, form: screen_out_case(
        acting, case, form.cleaned_data["reason"], form.told()
    ),
    "xac-nhan": lambda acting, case, form: confirm_situation(acting, case, form.cleaned_data["reason"], form.told()),
    "chua-xac-nhan": lambda acting, case, form: reject_situation(
        acting, case, form.cleaned_data["reason"], form.told()
    ),
    "phieu-a": lambda acting, case, form: record_quick_form(acting, case, form.draft()),
    "ket-qua": lambda acting, case, form: enter_result(
        acting, case, form.said(), form.told(), version=form.cleaned_data["version"]
    ),
}  # fmt: skip
"""What the forms of the page write, by the word in the address."""

_FORMS: Mapping[str, type[forms.Form]] = {
    "lan-den": AttemptForm, "ra-khoi-dot": LeaveForm, "chu-ho-mat": HeadDiedForm, "ho-hang": RelativeForm,
    "ket-qua": ResultForm, "phieu-a": QuickFormForm, "dua-lai": ReasonForm, "khong-dua-vao": ReasonForm,
    "xac-nhan": ReasonForm, "chua-xac-nhan": ReasonForm,
}  # fmt: skip
_NEED_CASE = frozenset({"ho-hang", "ket-qua", "phieu-a"})


@signed_in
@require_GET
def page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Everything about one household in one round."""
    case, acting = case_or_404(request, public_id), acting_of(request)
    context = {
        "case": case, "state": CASE.states[case.state], "code": case_code(case.pk),
        "results": results_shown(acting, case),
        "forms": list(case.submissions.select_related("entered_by", "paper").order_by("-number")),
        "quick": quick_forms_of(case), "steps": case.steps.select_related("entered_by", "paper").order_by("-pk"),
        "events": time_line(case), "missing": list(missing_of(case)), "live": live_points(case),
        "fills": may_fill(acting, case) and bool(sheet_of(case.round).standards),
        "offered": offered(acting, case), "tone": situation_tone(case), "watermark": sheet_of(case.round).watermark,
        "knows": acting.policy.may(Capability.HOUSEHOLD_VIEW, case.household),
    }  # fmt: skip
    return render(request, "reviews/case.html", context)


@signed_in
@require_POST
def deed(request: HttpRequest, public_id: uuid.UUID, step: str) -> HttpResponse:
    """One of the buttons of the page."""
    case = case_or_404(request, public_id)
    if step not in _DEEDS:
        raise Http404
    version = request.POST.get("version", "")
    if step == "khoa" and may_fill(acting_of(request), case) and hindered(case).any:
        return to_mend("reviews:form", case)
    try:
        _DEEDS[step](
            acting_of(request), case, request.POST.get("reason", ""), int(version) if version.isdecimal() else None
        )
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": DEEDS[step].title})
    return redirect("reviews:case", public_id)


@signed_in
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    """One of the forms of the page."""
    case = case_or_404(request, public_id)
    if kind not in _FORMS:
        raise Http404
    acting = acting_of(request)
    acting.require(WRITES[kind].capability, case)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    options: dict[str, Any] = {"case": case} if kind in _NEED_CASE else {}
    form = _FORMS[kind](*posted, **options)
    if request.method == "POST" and form.is_valid():
        try:
            _WRITES[kind](acting, case, form)
        except AlreadyDoneError as done:
            return already(request, done, "reviews:case", public_id)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": WRITES[kind].title})
            return redirect("reviews:case", public_id)
    context = {"case": case, "form": form, "words": WRITES[kind], "keep": f"{kind}-{public_id}"}
    return render(request, "reviews/case_write.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def event(request: HttpRequest, public_id: uuid.UUID, kind: str) -> HttpResponse:
    """An event of the register (birth, death, split, ...) written from the page of the case, which follows it."""
    case = case_or_404(request, public_id)
    if kind not in EVENTS:
        raise Http404
    acting, home = acting_of(request), case.household
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    acting.require(Capability.REVIEW_RUN, case)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EVENTS[kind](*posted, home=home, members=living_members(home), acting=acting)
    if request.method == "POST" and form.is_valid():
        try:
            follow_event(acting, case, form.run)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi: %(deed)s.") % {"deed": EVENTS[kind].label})
            return redirect("reviews:case", public_id)
    context = {
        "case": case,
        "form": form,
        "words": EVENTS[kind],
        "datalists": datalists(),
        "keep": f"{kind}-{public_id}",
    }
    return render(request, "reviews/case_write.html", context, status=422 if form.errors else 200)
