"""The plain moves of a complaint: not taken up, passed on, withdrawn by its sender, looked into again."""

from datetime import date

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.complaints.clocks import RECHECK, due_after
from rasoat.web.complaints.holding import let_go
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.moving import locked_complaint, move_complaint

PLAIN = frozenset({"reject", "forward", "withdraw", "reopen"})


def step_complaint(
    acting: Acting, complaint: Complaint, move: str, *, on: date, reason: str, version: int | None = None
) -> Complaint:
    """One of `PLAIN`. What ends the complaint lets its case go on; what is looked into again gets a new clock.

    Raises `NotAllowedError`, `StaleError`, `RefusedError` (wrong state, no reason, a day that cannot be).
    """
    if move not in PLAIN:
        raise ValueError(move)
    with transaction.atomic():
        row = locked_complaint(acting, complaint, version, move)
        due_on = due_after(row, RECHECK, on) if move == "reopen" else None
        move_complaint(acting, row, move, on=on, note=reason, due_on=due_on)
        if move != "reopen":
            let_go(acting, row, reason=reason)
    return row
