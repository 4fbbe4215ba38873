"""Record a village meeting from its minutes: who came, how they voted under each standard, what becomes of the list."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.law.procedure import Share
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.figures import figure
from rasoat.web.reviews.meeting import Counted, MeetingDraft, check_presence, count_votes, result_of
from rasoat.web.reviews.models import Meeting, MeetingOutcome, Result, Situation, VillageReview
from rasoat.web.reviews.moving import for_the_ledger, locked_results, move, must_be_open, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recording import kept_paper, recorded
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.reviews.voted import voted_rows
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row


def hold_meeting(acting: Acting, review: VillageReview, draft: MeetingDraft) -> Meeting:
    """Results that passed are agreed on, the others go back to be reviewed again. Raises `NotAllowedError`;
    `RefusedError` for a meeting that cannot be one, votes that do not fit, or forms that are missing without a reason.
    """
    acting.require(Capability.MEETING_RECORD, review)
    with transaction.atomic():
        once(draft.told.key, Meeting)
        review = VillageReview.objects.select_related("round__province", "village").get(pk=review.pk)
        must_be_open(review.round)
        columns = recorded(acting, draft.told, bound=f"village:{review.pk}")
        number = _next_number(review, draft)
        rows = list(locked_results(round=review.round_id, village=review.village_id))
        counted = _count(review, draft, rows)
        meeting = Meeting.objects.create(
            review=review, number=number, place=draft.place.strip(), begins_at=draft.begins_at, ends_at=draft.ends_at,
            secretary=draft.secretary.strip(), officials=list(draft.officials), present=draft.present,
            households_present=draft.households_present, households_on_list=draft.households_on_list,
            opinions=draft.opinions.strip(), front_remarks=draft.front_remarks.strip(),
            skip_reason=draft.skip_reason.strip(), result=result_of(counted),
            voted=voted_rows([each.row for each in counted]), **columns,
        )  # fmt: skip
        outcomes = insert(_outcomes(meeting, draft, counted))
        changed = _apply(counted)
        stages = refresh_stages(review.round_id, review.commune_id)
        done(draft.told.key, meeting)
        record(
            for_the_ledger(acting, draft.told), "reviews.meeting_held", meeting, unit=review.village,
            rows=[meeting, *outcomes, *changed, *stages, *kept_paper(columns)],
            after={"number": number, "present": draft.present, "result": meeting.result}, reason=draft.skip_reason,
            role=acting.role_for(Capability.MEETING_RECORD, review),
        )  # fmt: skip
    return meeting


def _next_number(review: VillageReview, draft: MeetingDraft) -> int:
    day = draft.told.happened_on
    if day < review.round.starts_on:
        raise RefusedError(_("Ngày họp trước ngày bắt đầu đợt."), remedy=_("Sửa lại ngày họp."), field="happened_on")
    last = review.meetings.order_by("-number").first()
    if last is not None and day < last.happened_on:
        raise RefusedError(
            _("Lần họp trước ghi ngày %(day)s.") % {"day": f"{last.happened_on:%d/%m/%Y}"},
            remedy=_("Sửa lại ngày họp."), field="happened_on",
        )  # fmt: skip
    number = last.number + 1 if last else 1
    most = figure(review.round, "max_meetings", day)
    if isinstance(most, int) and number > most:
        raise RefusedError(
            _("Thôn đã họp %(most)s lần, là số lần nhiều nhất mà tỉnh đặt.") % {"most": most},
            remedy=_("Báo Ban Chỉ đạo cấp xã; tỉnh có thể sửa tham số “số lần họp”."), code="too-many-meetings",
        )  # fmt: skip
    return number


def _count(review: VillageReview, draft: MeetingDraft, rows: Sequence[Result]) -> list[Counted]:
    """The votes, once everything else about the meeting is in order."""
    day = draft.told.happened_on
    quorum, share = figure(review.round, "quorum", day), figure(review.round, "vote_min_share", day)
    check_presence(draft, quorum if isinstance(quorum, Share) else None)
    if not isinstance(share, Share):
        raise RefusedError(
            _("Quy trình này không ghi tỷ lệ đồng ý."), remedy=_("Tỉnh đặt tham số “tỷ lệ đồng ý tối thiểu”.")
        )
    before = [row for row in rows if row.state == "scored"]
    if not before:
        raise RefusedError(
            _("Thôn không có hộ nào chờ họp."), remedy=_("Khóa phiếu của các hộ trước khi họp."), code="nobody-waits"
        )
    missing = {
        row.case_id for row in rows
        if row.state in {"waiting", "rejected"} and row.case.situation == Situation.NORMAL
    }  # fmt: skip
    if missing and not draft.skip_reason.strip():
        raise RefusedError(
            _("Còn %(count)s hộ chưa có loại dự kiến.") % {"count": len(missing)},
            remedy=_("Khóa phiếu các hộ ấy trước, hoặc ghi lý do họp trước cho những hộ đã xong."),
            field="skip_reason",
        )  # fmt: skip
    return count_votes(draft, before, share)


def _outcomes(meeting: Meeting, draft: MeetingDraft, counted: Sequence[Counted]) -> list[MeetingOutcome]:
    """One row for each vote on a list, one for each household voted on apart."""
    voted = {each.row.standard_id: each.passed for each in counted if not each.apart}
    rows = [
        make_row(MeetingOutcome, meeting=meeting, standard_id=vote.standard_id, agree=vote.agree,
                 passed=voted[vote.standard_id])
        for vote in draft.votes if vote.standard_id in voted
    ]  # fmt: skip
    return rows + [
        make_row(MeetingOutcome, meeting=meeting, standard_id=each.row.standard_id, case=each.row.case,
                 agree=each.agree, passed=each.passed, household_class=each.household_class, departs=each.departs,
                 reason=each.reason)
        for each in counted if each.apart
    ]  # fmt: skip


def _apply(counted: Sequence[Counted]) -> list[Result]:
    for each in counted:
        row = move(each.row, "agree" if each.passed else "reject")
        row.agreed = each.household_class if each.passed else ""
        row.departs = each.passed and each.departs
        row.reason = each.reason if each.passed else ""
    rows = [each.row for each in counted]
    save_results(rows, "state", "agreed", "departs", "reason")
    return rows
