"""What a village meeting is told and how its votes count: in integers, of those present, standard by standard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from rasoat.law.procedure import Share
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Entry, Meeting, MeetingResult, Result, Submission
from rasoat.web.reviews.recording import Told

CLASSES = ("poor", "near_poor", "not_poor")


@dataclass(frozen=True, slots=True)
class ListVote:
    """How many agreed with the whole list under one standard."""

    standard_id: str
    agree: int


@dataclass(frozen=True, slots=True)
class HouseholdVote:
    """A household voted on apart. `agree`: with `household_class` (the proposed one when empty)."""

    case_id: int
    standard_id: str
    agree: int
    household_class: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting as its minutes have it. `told.acted`: the chair. `skip_reason`: why it did not wait for all forms.

    `officials`: `{"body": ..., "name": ..., "post": ...}` of everybody who came for an office.
    """

    told: Told
    present: int
    votes: Sequence[ListVote] = ()
    households: Sequence[HouseholdVote] = ()
    place: str = ""
    begins_at: time | None = None
    ends_at: time | None = None
    secretary: str = ""
    officials: Sequence[dict[str, str]] = ()
    households_present: int | None = None
    households_on_list: int | None = None
    opinions: str = ""
    front_remarks: str = ""
    skip_reason: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one vote comes to for one result."""

    row: Result
    agree: int
    passed: bool
    household_class: str
    apart: bool
    reason: str = ""

    @property
    def departs(self) -> bool:
        """Whether the class is another than the score gave."""
        return self.household_class != self.row.proposed


def check_presence(draft: MeetingDraft, quorum: Share | None) -> None:
    """Raise `RefusedError` for a meeting of nobody, counts that do not fit each other, or one below a set quorum."""
    if draft.present <= 0:
        raise _wrong(_("Không có ai dự họp thì không phải cuộc họp."), _("Ghi số người có mặt."), "present")
    here, listed = draft.households_present, draft.households_on_list
    if here is not None and here > draft.present:
        raise _wrong(_("Số hộ dự họp nhiều hơn số người có mặt."), _("Sửa lại số hộ."), "households_present")
    if here is not None and listed is not None and here > listed:
        raise _wrong(_("Số hộ dự họp nhiều hơn số hộ trong danh sách."), _("Sửa lại số hộ."), "households_present")
    if draft.begins_at and draft.ends_at and draft.ends_at <= draft.begins_at:
        raise _wrong(_("Giờ kết thúc không sau giờ bắt đầu."), _("Sửa lại giờ."), "ends_at")
    if quorum is not None and (here is None or listed is None or not quorum.reached(here, listed)):
        said = _("Tỉnh quy định phải có ít nhất %(part)s/%(whole)s số hộ trong danh sách dự họp.")
        raise _wrong(
            said % {"part": quorum.numerator, "whole": quorum.denominator},
            _("Ghi đủ số hộ dự họp; chưa đủ thì họp lại."), "households_present",
        )  # fmt: skip


def count_votes(draft: MeetingDraft, rows: Iterable[Result], share: Share) -> list[Counted]:
    """What the votes say of the results that stand before the meeting. Raises `RefusedError` for votes that do not fit.

    A standard that nobody voted on stays as it is, for another meeting.
    """
    waiting = list(rows)
    lists = {vote.standard_id: vote for vote in draft.votes}
    apart = {(vote.case_id, vote.standard_id): vote for vote in draft.households}
    known = {(row.case_id, row.standard_id) for row in waiting}
    for agree in (*(vote.agree for vote in draft.votes), *(vote.agree for vote in draft.households)):
        if not 0 <= agree <= draft.present:
            raise _wrong(
                _("Số người đồng ý (%(agree)s) nhiều hơn số người có mặt (%(present)s).")
                % {"agree": agree, "present": draft.present},
                _("Sửa lại số phiếu."), "votes",
            )  # fmt: skip
    if apart.keys() - known:
        raise _wrong(
            _("Có hộ ghi biểu quyết riêng mà không chờ họp."), _("Chỉ ghi hộ đã có loại dự kiến."), "households"
        )
    counted = [
        _of_household(row, vote, draft, share)
        if (vote := apart.get((row.case_id, row.standard_id)))
        else Counted(row, (whole := lists[row.standard_id]).agree, share.reached(whole.agree, draft.present),
                     row.proposed, apart=False)
        for row in waiting
        if row.standard_id in lists or (row.case_id, row.standard_id) in apart
    ]  # fmt: skip
    if not counted:
        raise _wrong(_("Không có hộ nào được biểu quyết."), _("Ghi số người đồng ý theo từng chuẩn."), "votes")
    return counted


def result_of(counted: Sequence[Counted]) -> MeetingResult:
    """How the meeting ended."""
    passed = sum(each.passed for each in counted)
    if passed == len(counted):
        return MeetingResult.PASSED
    return MeetingResult.PARTLY if passed else MeetingResult.FAILED


def _of_household(row: Result, vote: HouseholdVote, draft: MeetingDraft, share: Share) -> Counted:
    said = vote.household_class or row.proposed
    if said not in CLASSES:
        raise _wrong(_("Không có loại hộ “%(said)s”.") % {"said": said}, _("Chọn lại loại hộ."), "households")
    if said != row.proposed and not vote.reason.strip():
        raise _wrong(
            _("Hộ %(head)s: loại họp thống nhất khác loại dự kiến thì phải ghi lý do.") % {"head": row.case.head_name},
            _("Ghi lý do cuộc họp nêu."), "households",
        )  # fmt: skip
    passed = share.reached(vote.agree, draft.present)
    return Counted(row, vote.agree, passed, said, apart=True, reason=vote.reason.strip())


def _wrong(message: str, remedy: str, field: str) -> RefusedError:
    return RefusedError(message, remedy=remedy, field=field)


def surveyed_after(meeting: Meeting, rows: Iterable[Result]) -> list[int]:
    """Numbers of the households voted on whose standing form says a later day than the meeting (one query)."""
    forms = Submission.objects.filter(
        case__in={row.case_id for row in rows}, standing=True, happened_on__gt=meeting.happened_on
    ).exclude(entry=Entry.SIGNED_LIST)
    return sorted(set(forms.values_list("case__number", flat=True)))
