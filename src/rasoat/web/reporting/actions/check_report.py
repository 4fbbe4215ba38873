"""Hand a report in for approval, after looking at its checks."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.reporting.blocking import require_clean
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.moving import locked_report, moved


def check_report(acting: Acting, report: Report) -> Report:
    """Raises `NotAllowedError`; `RefusedError` while a check fails that may not stand, or stands without a reason."""
    with transaction.atomic():
        report = locked_report(acting, report, Capability.REPORT_MAKE)
        require_clean(report)
        moved(acting, report, "check")
    return report
