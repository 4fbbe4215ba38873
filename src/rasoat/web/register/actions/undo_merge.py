"""Take back the merging of two records: both are as they were before."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.undo_event import undo_event
from rasoat.web.register.models import DuplicatePair, HouseholdEvent, PairState


def undo_merge(acting: Acting, pair: DuplicatePair, *, reason: str) -> HouseholdEvent:
    """Restore both households; the pair waits again.

    Raises `NotAllowedError` without the right on both; `RefusedError` when the pair is not merged or later changes
    stand on the merging.
    """
    with transaction.atomic():
        pair = (
            DuplicatePair.objects.select_for_update(of=("self",))
            .select_related("event", "first__commune")
            .get(pk=pair.pk)
        )
        if pair.state != PairState.MERGED or pair.event is None:
            raise RefusedError(_("Cặp này chưa được gộp."), remedy=_("Mở lại danh sách hộ trùng."), code="gone")
        by = undo_event(acting, pair.event, reason=reason, capability=Capability.DUPLICATE_SETTLE)
        pair.state, pair.event, pair.settled_at, pair.reason = PairState.OPEN, None, None, reason.strip()
        pair.save()
        record(
            acting, "register.duplicate_open", pair, unit=pair.first.commune, rows=[pair], reason=reason,
            before={"state": PairState.MERGED}, after={"state": PairState.OPEN},
            role=acting.role_for(Capability.DUPLICATE_SETTLE, pair.first),
        )  # fmt: skip
    return by
