"""A complaint that was taken up for the wrong household: the one is let go, the other is held up."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.complaints.actions.take_up import bind
from rasoat.web.complaints.holding import hold, let_go
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.moving import locked_complaint, move_complaint
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case


def relink_case(
    acting: Acting, complaint: Complaint, *, on: date, case: Case | None, note: str, version: int | None = None
) -> Complaint:
    """`case`: the household that it is about; None: about none. Raises `NotAllowedError`, `StaleError`, `RefusedError`
    (wrong state, no reason, the same household, a case of another commune).
    """
    with transaction.atomic():
        row = locked_complaint(acting, complaint, version, "relink")
        if case is not None and case == row.case:
            raise RefusedError(_("Đơn đang gắn với chính hộ này."), remedy=_("Chọn hộ khác."), field="case")
        before = row.case_id
        let_go(acting, row, reason=_("Đơn %(number)s không về hộ này.") % {"number": row})
        bind(row, case)
        move_complaint(
            acting, row, "relink", on=on, note=note, due_on=row.due_on, after={"from": before, "case": row.case_id}
        )
        hold(acting, row, reason=_("Có khiếu nại %(number)s.") % {"number": row})
    return row
