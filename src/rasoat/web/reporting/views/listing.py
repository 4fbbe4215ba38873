"""The list of reports, and the forms of new ones."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reporting.actions.order_report import order_report
from rasoat.web.reporting.forms import RoundReportForm, YearReportForm
from rasoat.web.reporting.queries import places_for, reports_seen_by, rounds_for
from rasoat.web.reporting.state_graphs import REPORT

PAGE = 50


@signed_in
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Reports of the own area, newest first."""
    acting = acting_of(request)
    page = Paginator(reports_seen_by(acting).defer("figures", "checks"), PAGE).get_page(request.GET.get("trang"))
    rows = [
        {"report": row, "state": REPORT.states[row.state].label, "standard": standard_name(row.standard_id)}
        for row in page
    ]
    may = acting.policy.may
    context = {
        "page": page, "rows": rows, "may_make": may(Capability.REPORT_MAKE), "may_merit": may(Capability.PATTERN_VIEW),
        "may_set": may(Capability.PARAMETER_SET),
        "sees_nation": any(grant.level == "nation" for grant in acting.policy.holding(Capability.ROUND_VIEW)),
    }  # fmt: skip
    return render(request, "reporting/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest) -> HttpResponse:
    """Order a report: out of a round, or of a month or of years (`?ky=1`)."""
    acting = acting_of(request)
    acting.require(Capability.REPORT_MAKE)
    posted, places, nothing = request.POST or None, places_for(acting), False
    of_years = request.GET.get("ky") == "1"
    if of_years:
        form: RoundReportForm | YearReportForm = YearReportForm(
            posted, places=places, initial={"year": acting.today().year, "month": acting.today().month}
        )
    else:
        rounds = rounds_for(acting)
        form, nothing = RoundReportForm(posted, rounds=rounds, places=places), not rounds.exists()
    if request.method == "POST" and form.is_valid():
        try:
            report = order_report(acting, form.draft())
            return redirect("reporting:report", report_id=report.pk)
        except RefusedError as refused:
            refuse(form, refused)
    context = {"form": form, "of_years": of_years, "nothing": nothing}
    return render(request, "reporting/new.html", context, status=422 if form.errors else 200)
