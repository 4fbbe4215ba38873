"""Open a prepared or closed settlement again, with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.models import OpeningSettlement, OpeningState
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def reopen_opening(acting: Acting, row: OpeningSettlement, *, reason: str) -> None:
    """A closed one needs OPENING_APPROVE, a prepared one may also be taken back by who settles.

    Raises `NotAllowedError`; `RefusedError` without a reason or when it is open.
    """
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do mở lại."), remedy=_("Ghi ngắn gọn vì sao phải sửa."), field="reason")
    with transaction.atomic():
        row = OpeningSettlement.objects.select_for_update(of=("self",)).select_related("commune").get(pk=row.pk)
        may_settle = row.state == OpeningState.PREPARED and acting.policy.may(Capability.OPENING_SETTLE, row.commune)
        if not may_settle:
            acting.require(Capability.OPENING_APPROVE, row.commune)
        if row.state == OpeningState.OPEN:
            raise RefusedError(_("Bảng này đang mở."), code="open")
        before = state_of(row)
        row.state, row.approved_by, row.approved_at, row.reopened_reason = (
            OpeningState.OPEN,
            None,
            None,
            reason.strip()[:500],
        )
        row.save(update_fields=["state", "approved_by", "approved_at", "reopened_reason"])
        record(acting, "exchange.opening_reopened", row, unit=row.commune, rows=[row], before=before, reason=reason)
