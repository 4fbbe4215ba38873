"""Take back a round that never opened."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.rounds.actions.edit_round import require_draft
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.reach import require_round


def drop_round(acting: Acting, row: Round, *, version: int) -> None:
    """Delete a draft; the ledger keeps what it was.

    Raises `NotAllowedError`; `RefusedError` once it is open, and when somebody else changed it after `version`.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        require_draft(row, version)
        gone = [*row.standards.all(), *row.internal_days.all()]
        Round.objects.filter(pk=row.pk).delete()
        record(
            acting, "rounds.dropped", row, unit=row.province, gone=[row, *gone], before=state_of(row),
            role=role,
        )  # fmt: skip
