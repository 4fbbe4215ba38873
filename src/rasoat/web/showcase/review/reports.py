"""Preliminary reports of the demonstration round: of the first commune handed in, of the province just made."""

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.actions.check_report import check_report
from rasoat.web.reporting.actions.order_report import ReportDraft, order_report
from rasoat.web.reporting.models import Report, ReportKind
from rasoat.web.rounds.models import Round


def report_so_far(row: Round, commune: Unit, officer: Acting, province_officer: Acting) -> list[Report]:
    """Both reports, made by the worker. One whose checks fail stays unsent, as it would in an office."""
    standard = row.standards.order_by("position")[0].standard_id
    made = []
    for acting, place in ((officer, commune), (province_officer, row.province)):
        draft = ReportDraft(ReportKind.PRELIMINARY, place, standard, row.year, round=row)
        made.append(order_report(acting, draft))
    run_until_idle()
    first, whole = (Report.objects.get(pk=each.pk) for each in made)
    try:
        return [check_report(officer, first), whole]
    except RefusedError:
        return [first, whole]
