"""Close a round: nothing more is entered in it."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.rounds.graph import round_graph
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.opening_job import refuse_while_opening
from rasoat.web.rounds.reach import require_round


def close_round(acting: Acting, row: Round) -> Round:
    """Close an open round.

    Raises `NotAllowedError`; `RefusedError` from another state, and while a job still lets communes in.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        before = state_of(row)
        row.state = round_graph().target("close", row.state)
        refuse_while_opening(row)
        row.closed_at = acting.now()
        row.save()
        record(
            acting, "rounds.closed", row, unit=row.province, rows=[row], before=before, after=state_of(row),
            role=role,
        )  # fmt: skip
    return row
