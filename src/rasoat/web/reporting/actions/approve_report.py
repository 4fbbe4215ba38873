"""Approve a report, send it back, lock it: by another person than who made it."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.blocking import require_clean
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.moving import locked_report, moved
from rasoat.web.reporting.packing import digest_of


def approve_report(acting: Acting, report: Report) -> Report:
    """Raises `NotAllowedError`; `RefusedError` for who made it, or while something stands in the way."""
    with transaction.atomic():
        report = locked_report(acting, report, Capability.REPORT_APPROVE)
        if acting.user is None or acting.user.pk == report.made_by_id:
            raise RefusedError(
                _("Người lập báo cáo không tự duyệt."), remedy=_("Để người khác có quyền duyệt."), code="same-person"
            )
        require_clean(report)
        report.approved_by, report.approved_at = acting.user, acting.now()
        moved(acting, report, "approve", digest=report.figures_digest)
    return report


def send_back(acting: Acting, report: Report, reason: str) -> Report:
    """Back to who made it. Raises `NotAllowedError`; `RefusedError` without a reason."""
    with transaction.atomic():
        report = locked_report(acting, report, Capability.REPORT_APPROVE)
        report.approved_by, report.approved_at, report.reason = None, None, reason.strip()
        moved(acting, report, "send_back", reason=reason)
    return report


def lock_report(acting: Acting, report: Report) -> Report:
    """Nothing changes after this. Raises `NotAllowedError`; `RefusedError` before approval, or when the figures are
    not those that were approved.
    """
    with transaction.atomic():
        report = locked_report(acting, report, Capability.REPORT_APPROVE)
        if digest_of(report.figures) != report.figures_digest:
            raise RefusedError(_("Số liệu đã bị thay đổi sau khi lập."), remedy=_("Trả lại và lập lại báo cáo."))
        report.locked_at = acting.now()
        moved(acting, report, "lock", digest=report.figures_digest)
    return report
