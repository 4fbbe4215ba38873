"""Take up a complaint: it is about a household of a round, whose case is held up from now on, or about none."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.complaints.holding import hold, was_decided
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.moving import locked_complaint, move_complaint
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case


def take_up(
    acting: Acting, complaint: Complaint, *, on: date, case: Case | None = None, note: str = "",
    version: int | None = None,
) -> Complaint:  # fmt: skip
    """`case`: the household concerned, of the same commune; None keeps what the complaint names already.

    Raises `NotAllowedError`, `StaleError`, `RefusedError` (wrong state, a case of another commune, a day that cannot
    be).
    """
    with transaction.atomic():
        row = locked_complaint(acting, complaint, version, "accept")
        bind(row, case if case is not None else row.case)
        move_complaint(acting, row, "accept", on=on, note=note, due_on=row.due_on, after={"case": row.case_id})
        hold(acting, row, reason=_("Có khiếu nại %(number)s.") % {"number": row})
    return row


def bind(row: Complaint, case: Case | None) -> None:
    """The household that a complaint is about, and with it the round. Raises `RefusedError` for another commune."""
    if case is not None:
        if row.commune_id not in whole_predecessors({case.commune_id}):
            raise RefusedError(_("Hộ này không thuộc xã nhận đơn."), remedy=_("Chọn lại hộ."), field="case")
        row.round = case.round
    row.case = case
    row.after_decision = was_decided(row)
