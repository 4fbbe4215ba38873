"""Say why a warning may stand."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.blocking import blocks_of
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.moving import locked_report


def give_reason(acting: Acting, report: Report, key: str, reason: str) -> Report:
    """Raises `NotAllowedError`; `RefusedError` for an error of arithmetic, an unknown key, or no words."""
    with transaction.atomic():
        report = locked_report(acting, report, Capability.REPORT_MAKE)
        block = next((each for each in blocks_of(report) if each.key == key), None)
        if report.state != "made" or block is None or not block.may_stand:
            raise RefusedError(
                _("Chỗ này không giải trình được."), remedy=_("Sửa số liệu rồi lập lại báo cáo."), code="no-reason"
            )
        if not reason.strip():
            raise RefusedError(_("Chưa ghi lý do."), remedy=_("Ghi lý do."), field="reason")
        report.reasons = {**report.reasons, key: reason.strip()[:500]}
        report.save(update_fields=["reasons"])
        record(
            acting, "reporting.reasoned", report, unit=report.place, rows=[report], after={"check": block.text},
            reason=reason.strip(), role=acting.role_for(Capability.REPORT_MAKE, report),
        )  # fmt: skip
    return report
