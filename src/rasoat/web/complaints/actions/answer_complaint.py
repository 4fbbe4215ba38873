"""Answer a complaint or proposal in writing; its case goes on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.complaints.holding import let_go
from rasoat.web.complaints.models import Complaint, ComplaintKind, Outcome
from rasoat.web.complaints.moving import locked_complaint, move_complaint
from rasoat.web.complaints.telling import seal_answer
from rasoat.web.look.refusals import RefusedError


def answer_complaint(
    acting: Acting, complaint: Complaint, *, on: date, outcome: Outcome, text: str, number: str = "",
    version: int | None = None,
) -> Complaint:  # fmt: skip
    """`text`: what the answer says, with its reasons; `number`: of the letter, may come later by a new answer.

    A complaint that was re-checked is answered once the result is posted. Raises `NotAllowedError`, `StaleError`,
    `RefusedError`.
    """
    with transaction.atomic():
        row = locked_complaint(acting, complaint, version, "answer")
        if row.kind == ComplaintKind.COMPLAINT and outcome == Outcome.EXPLAINED:
            raise RefusedError(
                _("Khiếu nại phải được trả lời là đúng, đúng một phần hoặc không đúng."),
                remedy=_("Chọn lại kết luận."), field="outcome",
            )  # fmt: skip
        row.outcome, row.answered_on = outcome, on
        row.answer_number = row.round.paper_number(number) if row.round else number.strip()
        seal_answer(row, text.strip())
        move_complaint(
            acting, row, "answer", on=on, note=text, after={"outcome": outcome, "answer_number": row.answer_number}
        )
        let_go(acting, row, reason=_("Đã trả lời %(number)s.") % {"number": row})
    return row
