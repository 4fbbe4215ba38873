"""Make a report again before it is handed in, or a new version of a locked one."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.actions.order_report import begin
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.moving import locked_report, moved
from rasoat.web.reporting.state_graphs import REPORT


def remake_report(acting: Acting, report: Report) -> Report:
    """The same version, counted anew. Raises `NotAllowedError`; `RefusedError` once it was handed in."""
    with transaction.atomic():
        report = locked_report(acting, report, Capability.REPORT_MAKE)
        report.state = REPORT.target("again", report.state)
        begin(acting, report, "reporting.again")
    return report


def replace_report(acting: Acting, report: Report, reason: str) -> Report:
    """A new version of a locked report; the old one stays readable. Raises `NotAllowedError`; `RefusedError` for one
    that is not locked, or without a reason.
    """
    with transaction.atomic():
        old = locked_report(acting, report, Capability.REPORT_MAKE)
        if not reason.strip():
            raise RefusedError(_("Chưa ghi lý do thay thế."), remedy=_("Ghi lý do."), field="reason")
        moved(acting, old, "replace", reason=reason)
        new = Report(
            kind=old.kind, round_id=old.round_id, province=old.province, commune=old.commune,
            standard_id=old.standard_id, year=old.year, month=old.month, first_year=old.first_year,
            practice=old.practice, number=old.number + 1, replaces=old, reason=reason.strip(),
        )  # fmt: skip
        begin(acting, new, "reporting.ordered", reason=reason.strip())
    return new
