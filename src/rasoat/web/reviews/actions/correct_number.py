"""Open what was typed in of a signed decision again, before it is confirmed."""

import uuid

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.reviews.models import RoundDecision
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.state_graphs import DECISION


def correct_number(
    acting: Acting, decision: RoundDecision, *, reason: str, key: uuid.UUID | None = None
) -> RoundDecision:
    """Number, day and signer stay on the form to be typed over. `key`: see `Told.key`.

    Raises `NotAllowedError`, `RefusedError`.
    """
    acting = acting_there(acting, decision.commune)
    acting.require(Capability.DECISION_SIGN, decision.commune)
    with transaction.atomic():
        once(key, RoundDecision)
        kept = RoundDecision.objects.select_for_update(of=("self",)).select_related("commune").get(pk=decision.pk)
        kept.state = DECISION.target("correct_number", kept.state, reason=reason)
        kept.signed_by = None
        kept.save(update_fields=["state", "signed_by"])
        done(key, kept)
        record(
            acting, "reviews.number_corrected", kept, unit=kept.commune, rows=[kept], reason=reason,
            before={"number": kept.number, "signed_on": kept.signed_on},
            role=acting.role_for(Capability.DECISION_SIGN, decision.commune),
        )  # fmt: skip
    return kept
