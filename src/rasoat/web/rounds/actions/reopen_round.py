"""Take up a closed round again."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.rounds.graph import round_graph
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.overlapping import refuse_overlap
from rasoat.web.rounds.reach import require_round


def reopen_round(acting: Acting, row: Round, *, reason: str) -> Round:
    """Open a closed round again, for a reason.

    Raises `NotAllowedError`; `RefusedError` from another state, without a reason, or when another round has taken its
    place.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        before = state_of(row)
        row.state = round_graph().target("reopen", row.state, reason=reason)
        refuse_overlap(row, list(row.standards.values_list("standard_id", flat=True)))
        row.closed_at = None
        row.save()
        record(
            acting, "rounds.reopened", row, unit=row.province, rows=[row], before=before, after=state_of(row),
            reason=reason.strip(), role=role,
        )  # fmt: skip
    return row
