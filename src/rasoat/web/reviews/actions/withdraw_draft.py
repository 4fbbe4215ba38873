"""Take a decision back before it is confirmed: its households wait for another one."""

import uuid

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.reviews.models import RoundDecision
from rasoat.web.reviews.moving import locked_results, move, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.stages import refresh_stages_of
from rasoat.web.reviews.state_graphs import DECISION


def withdraw_draft(
    acting: Acting, decision: RoundDecision, *, reason: str, key: uuid.UUID | None = None
) -> RoundDecision:
    """`key`: see `Told.key`. Raises `NotAllowedError`; `RefusedError` without a reason, or once it is confirmed or
    withdrawn.
    """
    acting = acting_there(acting, decision.commune)
    acting.require(Capability.DECISION_PREPARE, decision.commune)
    with transaction.atomic():
        once(key, RoundDecision)
        kept = RoundDecision.objects.select_for_update(of=("self",)).select_related("commune").get(pk=decision.pk)
        before, kept.state = kept.state, DECISION.target("withdraw", kept.state, reason=reason)
        kept.save(update_fields=["state"])
        found = locked_results(case__decided__decision=kept, standard_id=kept.standard_id, state="prepared")
        rows = [move(row, "withdraw", reason=reason) for row in found]
        save_results(rows, "state")
        stages = refresh_stages_of(rows)
        done(key, kept)
        record(
            acting, "reviews.decision_withdrawn", kept, unit=kept.commune, rows=[kept, *rows, *stages], reason=reason,
            before={"state": before}, after={"state": kept.state},
            role=acting.role_for(Capability.DECISION_PREPARE, decision.commune),
        )  # fmt: skip
    return kept
