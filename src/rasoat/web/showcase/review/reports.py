"""Preliminary reports of the demonstration round: of the first commune handed in, of the province just made."""

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.reporting.actions.check_report import check_report
from rasoat.web.reporting.actions.give_reason import give_reason
from rasoat.web.reporting.actions.order_report import ReportDraft, order_report
from rasoat.web.reporting.blocking import blocks_of
from rasoat.web.reporting.models import Report, ReportKind
from rasoat.web.rounds.models import Round

WHY = "Đợt đang làm dở, các thôn còn lại báo sau (mẫu)"


def report_so_far(row: Round, commune: Unit, officer: Acting, province_officer: Acting) -> list[Report]:
    """Both reports, made by the worker. That of the province waits for its reasons and for somebody to hand it in."""
    standard = row.standards.order_by("position")[0].standard_id
    made = []
    for acting, place in ((officer, commune), (province_officer, row.province)):
        draft = ReportDraft(ReportKind.PRELIMINARY, place, standard, row.year, round=row)
        made.append(order_report(acting, draft))
    run_until_idle()
    first, whole = (Report.objects.get(pk=each.pk) for each in made)
    for block in blocks_of(first):
        if block.may_stand:
            first = give_reason(officer, first, block.key, WHY)
    if not any(block.stops for block in blocks_of(first)):
        first = check_report(officer, first)
    return [first, whole]
