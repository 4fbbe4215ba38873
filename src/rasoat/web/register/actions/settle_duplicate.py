"""Say of a pair that it is not one household, or leave it for later."""

from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import DuplicatePair, PairState


def settle_duplicate(
    acting: Acting,
    pair: DuplicatePair,
    state: Literal[PairState.APART, PairState.LATER, PairState.OPEN],
    *,
    reason: str = "",
) -> None:
    """Raises `NotAllowedError` without the right on either side; `RefusedError` for a merged pair, a missing reason."""
    side = pair.first if acting.policy.may(Capability.DUPLICATE_SETTLE, pair.first) else pair.second
    acting.require(Capability.DUPLICATE_SETTLE, side)
    if state == PairState.APART and not reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Nói vì sao đây là hai hộ khác nhau."), field="reason")
    with transaction.atomic():
        row = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
        if row.state == PairState.MERGED:
            raise RefusedError(
                _("Cặp này đã được gộp."), remedy=_("Hoàn tác việc gộp ở trang hộ, nếu gộp nhầm."), code="gone"
            )
        before = row.state
        row.state, row.reason = state, reason.strip()
        row.settled_by = acting.user
        row.settled_at = acting.now() if state == PairState.APART else None
        row.save()
        record(
            acting, f"register.duplicate_{state}", row, unit=side.commune, rows=[row], before={"state": before},
            after={"state": state}, reason=reason, role=acting.role_for(Capability.DUPLICATE_SETTLE, side),
        )  # fmt: skip
