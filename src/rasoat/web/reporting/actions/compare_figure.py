"""Type in a figure published elsewhere."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.tables.report import Kind
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.models import PublishedFigure, Report
from rasoat.web.reporting.moving import locked_report
from rasoat.web.reporting.packing import unpacked


def compare_figure(
    acting: Acting, report: Report, *, table: str, row: int, column: str, value: int, source: str
) -> PublishedFigure:
    """`value`: a count, or a rate in hundredths of a percent, as the column has it.

    Raises `NotAllowedError`; `RefusedError` for a cell that is not there, or no source.
    """
    with transaction.atomic():
        report = locked_report(acting, report, Capability.REPORT_MAKE)
        found = unpacked(report.figures).by_number.get(table)
        keys = {each.key for each in found.columns if each.kind is not Kind.TEXT} if found else set()
        if found is None or not 0 <= row < len(found.rows) or column not in keys:
            raise RefusedError(_("Không có ô này trong báo cáo."), remedy=_("Chọn lại biểu, dòng, cột."), field="cell")
        if not source.strip():
            raise RefusedError(_("Chưa ghi nguồn của số công bố."), remedy=_("Ghi văn bản, trang."), field="source")
        made = PublishedFigure.objects.create(
            report=report, table=table, row=row, column=column, value=value, source=source.strip(),
            entered_by=acting.user,
        )  # fmt: skip
        record(
            acting, "reporting.compared", report, unit=report.place, rows=[made],
            after={"table": table, "column": column, "value": value, "source": made.source},
            role=acting.role_for(Capability.REPORT_MAKE, report),
        )  # fmt: skip
    return made
