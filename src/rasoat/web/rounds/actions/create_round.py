"""Prepare a round: it stands as a draft until it opens."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.rounds.drafts import RoundDraft, fill
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.overlapping import refuse_overlap
from rasoat.web.rounds.reach import require_round


def create_round(acting: Acting, draft: RoundDraft) -> Round:
    """A round with its standards.

    Raises `NotAllowedError`; `RefusedError` for days outside the legal window, a standard or route that cannot be used,
    or a round of the same kind, scope and standard in that time.
    """
    role = require_round(acting, draft)
    with transaction.atomic():
        locked_chain(draft.province)
        row = Round()
        standards = fill(acting, row, draft)
        refuse_overlap(row, [each.standard_id for each in standards])
        row.save()
        for each in standards:
            each.round = row
            each.save()
        record(
            acting, "rounds.created", row, unit=draft.province, rows=[row, *standards], after=state_of(row),
            role=role,
        )  # fmt: skip
    return row
