"""Take a posted list down, with minutes of its own; where nobody's opinion is asked the cases are ready to decide."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.figures import opinion_step
from rasoat.web.reviews.models import PostedCase, Posting, Result
from rasoat.web.reviews.moving import for_the_ledger, locked_results, move, must_be_open, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.scans import Scan, keep_photo
from rasoat.web.reviews.stages import refresh_stages


def end_posting(acting: Acting, posting: Posting, told: Told, *, photo: Scan = None) -> Posting:
    """`told`: the day it was taken down, by whom, the scan of these minutes. Raises `NotAllowedError`; `RefusedError`
    before the last day has passed, or when it was taken down before.
    """
    acting.require(Capability.REVIEW_RUN, posting.review)
    with transaction.atomic():
        once(told.key, Posting)
        kept = Posting.objects.select_for_update(of=("self",)).select_related(
            "review__round__province", "review__village"
        )
        posting = kept.get(pk=posting.pk)
        review = posting.review
        must_be_open(review.round)
        _check(posting, told)
        columns = recorded(acting, told, bound=f"village:{review.pk}")
        picture = keep_photo(photo, bound=f"village:{review.pk}")
        posting.ended_on, posting.ended_acted = columns["happened_on"], columns["acted"]
        posting.ended_paper, posting.ended_photo, posting.ended_by = columns["paper"], picture, acting.user
        posting.save(update_fields=["ended_on", "ended_acted", "ended_paper", "ended_photo", "ended_by"])
        rows = _clear(posting, told)
        stages = refresh_stages(review.round_id, review.commune_id)
        done(told.key, posting)
        record(
            for_the_ledger(acting, told), "reviews.posting_ended", posting, unit=review.village,
            rows=[posting, *rows, *stages, *kept_paper(columns), *([picture] if picture else [])],
            after={"ended_on": posting.ended_on, "cases": len(rows)},
            role=acting.role_for(Capability.REVIEW_RUN, review),
        )  # fmt: skip
    return posting


def _check(posting: Posting, told: Told) -> None:
    if posting.ended_on is not None:
        raise RefusedError(_("Lần niêm yết này đã kết thúc."), code="gone")
    if told.happened_on <= posting.ends_on:
        raise RefusedError(
            _("Phải niêm yết hết ngày %(day)s.") % {"day": f"{posting.ends_on:%d/%m/%Y}"},
            remedy=_("Gỡ danh sách và ghi kết thúc từ ngày sau đó."), field="happened_on", code="too-early",
        )  # fmt: skip


def _clear(posting: Posting, told: Told) -> list[Result]:
    """Results that hang by this list only: held ones stay with their complaint, re-posted ones with the later list."""
    review = posting.review
    later = PostedCase.objects.filter(posting__review=review, posting__number__gt=posting.number)
    own = set(posting.cases.values_list("case_id", "standard_id"))
    shown = own - set(later.values_list("case_id", "standard_id"))
    found = locked_results(round=review.round_id, village=review.village_id, state="posted")
    rows = [move(row, "clear") for row in found if (row.case_id, row.standard_id) in shown]
    step = opinion_step(review.round, told.happened_on)
    if step.decided and not step.needed:
        rows = [move(row, "pass") for row in rows]
    save_results(rows, "state")
    return rows
