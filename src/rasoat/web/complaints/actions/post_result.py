"""Post the result of a re-check: the case is let go, and what has to hang again is put up."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.complaints.clocks import POSTING, due_after
from rasoat.web.complaints.holding import goes_up_again, let_go, others_open
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.moving import locked_complaint, move_complaint
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.start_posting import PostingDraft, start_posting
from rasoat.web.reviews.models import VillageReview
from rasoat.web.reviews.recording import Told


def post_result(
    acting: Acting, complaint: Complaint, *, on: date, places: Sequence[str], version: int | None = None
) -> Complaint:
    """`places`: where it hangs. From now on the clock of the posting runs, in working days.

    Raises `NotAllowedError`, `StaleError`; `RefusedError` without a place, in a wrong state, in a closed round, or
    while another complaint about the household is open: the result hangs once, when all of them are looked into.
    """
    with transaction.atomic():
        row = locked_complaint(acting, complaint, version, "post")
        if others := others_open(row):
            raise RefusedError(
                _("Hộ này còn đơn %(numbers)s chưa trả lời.") % {"numbers": ", ".join(map(str, others))},
                remedy=_("Trả lời đơn ấy trước, rồi niêm yết kết quả phúc tra một lần."), code="other-open",
            )  # fmt: skip
        row.posted_on, row.posting_ends_on = on, due_after(row, POSTING, on)
        let_go(acting, row, reason=_("Có kết quả phúc tra của đơn %(number)s.") % {"number": row})
        if row.case is not None and goes_up_again(row):
            review = VillageReview.objects.get(round=row.case.round_id, village=row.case.village_id)
            posting = start_posting(acting, review, PostingDraft(Told(on), places, recheck=True))
            row.posting_ends_on = posting.ends_on
        move_complaint(
            acting, row, "post", on=on, note="; ".join(places), due_on=row.posting_ends_on,
            after={"posting_ends_on": row.posting_ends_on},
        )  # fmt: skip
    return row
