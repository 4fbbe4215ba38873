"""Put an agreed list on the notice boards of a village: places, loudspeaker, and until when it has to hang."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.figures import days_of
from rasoat.web.reviews.models import Case, PostedCase, Posting, Result, VillageReview
from rasoat.web.reviews.moving import for_the_ledger, locked_cases, locked_results, move, must_be_open, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.scans import Scan, keep_photo
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.reviews.waiting_hooks import waiting_of
from rasoat.web.rounds.working_days import add_working_days
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row


@dataclass(frozen=True, slots=True)
class PostingDraft:
    """A posting. `told.acted`: who put it up. `recheck`: it shows what re-checks found instead of a first result."""

    told: Told
    places: Sequence[str]
    loudspeaker_on: date | None = None
    photo: Scan = None
    recheck: bool = False


def start_posting(acting: Acting, review: VillageReview, draft: PostingDraft) -> Posting:
    """Everything agreed on in the village goes up (or, for re-checks, every case whose complaint was settled). A case
    about which a complaint was taken up before is held up from now on.

    Raises `NotAllowedError`; `RefusedError` without a place, with nothing to post, for a day before the meeting, or
    a loudspeaker day outside the posting.
    """
    acting.require(Capability.REVIEW_RUN, review)
    places = [place.strip() for place in draft.places if place.strip()]
    if not places:
        raise RefusedError(_("Chưa ghi nơi niêm yết."), remedy=_("Ghi ít nhất một nơi."), field="places")
    with transaction.atomic():
        once(draft.told.key, Posting)
        review = VillageReview.objects.select_related("round__province", "village").get(pk=review.pk)
        must_be_open(review.round)
        columns = recorded(acting, draft.told, bound=f"village:{review.pk}")
        waiting = _locked_waiting(review, recheck=draft.recheck)
        rows = _to_post(review, recheck=draft.recheck)
        days = _days(review, draft)
        photo = keep_photo(draft.photo, bound=f"village:{review.pk}")
        ends_on = add_working_days(draft.told.happened_on, days, review.round.province)
        _check_loudspeaker(draft, ends_on)
        posting = Posting.objects.create(
            review=review, number=review.postings.count() + 1, days=days, places=places, photo=photo, ends_on=ends_on,
            loudspeaker_on=draft.loudspeaker_on, **columns,
        )  # fmt: skip
        posted = insert([
            make_row(PostedCase, posting=posting, case=row.case, standard_id=row.standard_id,
                     household_class=row.agreed)
            for row in rows
        ])  # fmt: skip
        held = _post(rows, waiting)
        stages = refresh_stages(review.round_id, review.commune_id)
        done(draft.told.key, posting)
        record(
            for_the_ledger(acting, draft.told), "reviews.posted", posting, unit=review.village,
            rows=[posting, *posted, *rows, *held, *stages, *kept_paper(columns), *([photo] if photo else [])],
            after={"cases": len(posted), "ends_on": posting.ends_on, **({"held": len(held)} if held else {})},
            role=acting.role_for(Capability.REVIEW_RUN, review),
        )  # fmt: skip
    return posting


def _check_loudspeaker(draft: PostingDraft, ends_on: date) -> None:
    read, first = draft.loudspeaker_on, draft.told.happened_on
    if read is not None and not first <= read <= ends_on:
        raise RefusedError(
            _("Ngày đọc trên loa phải trong những ngày niêm yết: %(first)s đến %(last)s.")
            % {"first": f"{first:%d/%m/%Y}", "last": f"{ends_on:%d/%m/%Y}"},
            remedy=_("Sửa lại ngày đọc trên loa, hoặc ngày niêm yết."), field="loudspeaker_on", code="loudspeaker-day",
        )  # fmt: skip


def _asked(review: VillageReview, *, recheck: bool) -> dict[str, Any]:
    where = {"state": "complained", "case__held": False} if recheck else {"state": "agreed"}
    return {"round": review.round_id, "village": review.village_id, **where}


def _locked_waiting(review: VillageReview, *, recheck: bool) -> dict[int, Case]:
    """Cases that are to be held as soon as they hang, locked before their results."""
    ids = Result.objects.filter(**_asked(review, recheck=recheck)).values_list("case_id", flat=True)
    reasons = waiting_of(ids)
    return {case.pk: case for case in locked_cases(pk__in=list(reasons))} if reasons else {}


def _post(rows: Sequence[Result], waiting: dict[int, Case]) -> list[Case]:
    """The results hang; those that a complaint waits for are held at once. Returns the cases held."""
    for row in rows:
        move(row, "post")
        if row.case_id in waiting:
            move(row, "complain")
    save_results(rows, "state")
    held = [waiting[pk] for pk in sorted({row.case_id for row in rows} & waiting.keys())]
    for case in held:
        case.held, case.version = True, case.version + 1
        case.save(update_fields=["held", "version", "updated_at"])
    return held


def _to_post(review: VillageReview, *, recheck: bool) -> list[Result]:
    rows = list(locked_results(**_asked(review, recheck=recheck)))
    if not rows:
        raise RefusedError(
            _("Thôn không có kết quả nào chờ niêm yết."),
            remedy=_("Ghi biên bản họp (hoặc kết quả phúc tra) trước."), code="nothing-to-post",
        )  # fmt: skip
    return rows


def _days(review: VillageReview, draft: PostingDraft) -> int:
    """How many working days it hangs; the day itself must not come before the meeting or round."""
    day = draft.told.happened_on
    last = review.meetings.order_by("-happened_on").first()
    if day < review.round.starts_on or (last is not None and day < last.happened_on):
        raise RefusedError(
            _("Ngày niêm yết trước ngày họp thôn."), remedy=_("Sửa lại ngày niêm yết."), field="happened_on"
        )
    days = days_of(review.round, "recheck_posting_days" if draft.recheck else "posting_days", day)
    if days is None:
        raise RefusedError(
            _("Chưa có số ngày niêm yết."), remedy=_("Tỉnh đặt tham số “số ngày niêm yết”."), code="no-days"
        )
    return days
