"""One report: its tables, what fails, its steps, figures to compare with."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reporting.actions.approve_report import approve_report, lock_report, send_back
from rasoat.web.reporting.actions.check_report import check_report
from rasoat.web.reporting.actions.compare_figure import compare_figure
from rasoat.web.reporting.actions.give_reason import give_reason
from rasoat.web.reporting.actions.remake_report import remake_report, replace_report
from rasoat.web.reporting.blocking import blocks_of
from rasoat.web.reporting.forms import CompareForm
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.queries import reports_seen_by
from rasoat.web.reporting.showing import cells_of, compared, table_of, tabs_of
from rasoat.web.reporting.state_graphs import REPORT

STEPS: dict[str, tuple[str, Callable[[Acting, Report, str], Report]]] = {
    "trinh": ("check", lambda acting, report, _reason: check_report(acting, report)),
    "duyet": ("approve", lambda acting, report, _reason: approve_report(acting, report)),
    "khoa": ("lock", lambda acting, report, _reason: lock_report(acting, report)),
    "tra-lai": ("send_back", send_back),
    "lap-lai": ("again", lambda acting, report, _reason: remake_report(acting, report)),
    "thay-the": ("replace", replace_report),
}


@signed_in
@require_GET
def report_page(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """The report with one of its tables (`?bieu=`)."""
    return _page(request, _seen(request, report_id))


@signed_in
@require_POST
def step(request: HttpRequest, report_id: uuid.UUID, step: str) -> HttpResponse:
    """Hand in, approve, lock, send back, make again, replace."""
    report = _seen(request, report_id)
    if step not in STEPS:
        raise Http404
    try:
        report = STEPS[step][1](acting_of(request), report, request.POST.get("reason", ""))
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi: %(move)s.") % {"move": REPORT.moves[STEPS[step][0]].label})
    return redirect("reporting:report", report_id=report.pk)


@signed_in
@require_POST
def reason(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Why something that fails may stand."""
    report = _seen(request, report_id)
    try:
        give_reason(acting_of(request), report, request.POST.get("key", ""), request.POST.get("reason", ""))
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi lý do."))
    return redirect("reporting:report", report_id=report.pk)


@signed_in
@require_POST
def compare(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """Type in a figure published elsewhere."""
    report = _seen(request, report_id)
    cells, rates = cells_of(report, _asked(request, report))
    form = CompareForm(request.POST, cells=cells, rates=rates)
    if form.is_valid():
        table, row, column = form.cleaned_data["cell"].split("|")
        try:
            compare_figure(
                acting_of(request), report, table=table, row=int(row), column=column, value=form.cleaned_data["told"],
                source=form.cleaned_data["source"],
            )  # fmt: skip
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi số công bố."))
            return redirect("reporting:report", report_id=report.pk)
    acting_of(request).require(Capability.REPORT_MAKE, report)
    return _page(request, report, form)


def _seen(request: HttpRequest, report_id: uuid.UUID) -> Report:
    rows = reports_seen_by(acting_of(request)).select_related("excel", "pdf", "lists", "replaces", "replaced_by")
    return get_object_or_404(rows, pk=report_id)


def _asked(request: HttpRequest, report: Report) -> str:
    numbers = [each["number"] for each in report.figures.get("tables", ())]
    asked = request.GET.get("bieu", "")
    return asked if asked in numbers else next(iter(numbers), "")


def _page(request: HttpRequest, report: Report, form: CompareForm | None = None) -> HttpResponse:
    acting, number = acting_of(request), _asked(request, report)
    may = acting.policy.may
    can_make = may(Capability.REPORT_MAKE, report)
    if form is None and can_make and number:
        cells, rates = cells_of(report, number)
        form = CompareForm(cells=cells, rates=rates)
    context: dict[str, Any] = {
        "report": report, "state": REPORT.states[report.state].label, "standard": standard_name(report.standard_id),
        "steps": [
            {"code": code, "label": REPORT.moves[move].label, "why": REPORT.moves[move].why}
            for code, (move, _act) in STEPS.items()
            if REPORT.can(move, report.state) and may(Capability(REPORT.moves[move].need), report)
        ],
        "blocks": blocks_of(report), "can_reason": can_make and report.state == "made", "form": form,
        "table": table_of(report, number), "tabs": tabs_of(report, number), "compared": compared(report),
        "sees_people": may(Capability.HOUSEHOLD_VIEW, report), "job": report.job,
        "gaps": [each["name"] for each in report.gaps], "told": report.figures.get("told"), "number": number,
    }  # fmt: skip
    return render(request, "reporting/report.html", context, status=422 if form and form.errors else 200)
