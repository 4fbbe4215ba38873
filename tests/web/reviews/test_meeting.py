"""The village meeting: who passes, who goes back, what is refused."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.procedure import Share
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.schedule_meeting import Appointment, schedule_meeting
from rasoat.web.reviews.actions.write_remark import write_remark
from rasoat.web.reviews.forms.meeting import TimeField
from rasoat.web.reviews.meeting import HouseholdVote, ListVote
from rasoat.web.reviews.models import Meeting, MeetingOutcome, Result
from rasoat.web.rounds.models import RoundCommune
from web.review_making import STANDARD

from .walking import MET, Ground, make_ground, meet, set_parameter, state_of

pytestmark = pytest.mark.django_db
HALF = Share(numerator=1, denominator=2)
NEW = "national_2027"


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


@given(present=st.integers(1, 10**6), agree=st.integers(0, 10**6))
def test_half_of_those_present_is_enough_in_integers(present: int, agree: int) -> None:
    assert HALF.reached(agree, present) == (2 * agree >= present)


@pytest.mark.parametrize(
    ("present", "agree", "state"),
    [(24, 12, "agreed"), (24, 11, "rejected"), (1, 1, "agreed"), (25, 12, "rejected"), (25, 13, "agreed")],
)
def test_the_whole_list_follows_one_vote(ground: Ground, present: int, agree: int, state: str) -> None:
    cases = [ground.case(), ground.case(proposed="near_poor")]

    row = meet(ground, present=present, agree=agree)

    assert {state_of(case) for case in cases} == {state}
    assert row.result == ("passed" if state == "agreed" else "failed")
    assert Result.objects.get(case=cases[1]).agreed == ("near_poor" if state == "agreed" else "")
    assert Entry.objects.filter(action="reviews.meeting_held", on_behalf_of="Trưởng thôn").count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"present": 0, "agree": 0}, "present"),
        ({"present": 10, "agree": 11}, "votes"),
        ({"households_present": 30, "present": 20}, "households_present"),
        ({"households_present": 5, "households_on_list": 4}, "households_present"),
        ({"day": date(2030, 1, 1)}, "happened_on"),
        ({"day": date(2026, 8, 31)}, "happened_on"),
        ({"votes": []}, "votes"),
    ],
)
def test_what_is_no_meeting_is_refused(ground: Ground, fields: dict, field: str) -> None:
    case = ground.case()

    with pytest.raises(RefusedError) as refused:
        meet(ground, **fields)

    assert refused.value.field == field
    assert state_of(case) == "scored"
    assert not Meeting.objects.exists()


def test_a_household_voted_on_apart_departs_only_with_a_reason(ground: Ground) -> None:
    first, second, third = ground.case(), ground.case(), ground.case()
    apart = [HouseholdVote(first.pk, STANDARD, 15, "near_poor"), HouseholdVote(second.pk, STANDARD, 3)]

    with pytest.raises(RefusedError, match="lý do"):
        meet(ground, households=apart)
    row = meet(ground, households=[HouseholdVote(first.pk, STANDARD, 15, "near_poor", "có thêm ruộng"), apart[1]])

    results = {result.case_id: result for result in Result.objects.all()}
    assert row.result == "partly"
    assert (results[first.pk].agreed, results[first.pk].departs, results[first.pk].reason) == (
        "near_poor",
        True,
        "có thêm ruộng",
    )
    assert results[first.pk].proposed == "poor"
    assert (results[second.pk].state, results[third.pk].state) == ("rejected", "agreed")
    assert MeetingOutcome.objects.filter(case__isnull=True).count() == 1
    assert MeetingOutcome.objects.filter(case__isnull=False).count() == 2


def test_household_by_household_needs_no_vote_on_the_list(ground: Ground) -> None:
    case = ground.case()

    meet(ground, votes=[], households=[HouseholdVote(case.pk, STANDARD, 10)])

    assert state_of(case) == "agreed"
    assert not MeetingOutcome.objects.filter(case__isnull=True).exists()


def test_votes_for_strangers_are_refused(ground: Ground, villages) -> None:
    ground.case()
    other = ground.case(village=villages[1])

    with pytest.raises(RefusedError):
        meet(ground, households=[HouseholdVote(other.pk, STANDARD, 10)])


def test_a_failed_meeting_leads_back_and_the_village_meets_again(ground: Ground) -> None:
    case = ground.case()
    meet(ground, agree=9)
    with pytest.raises(RefusedError) as refused:
        meet(ground)
    assert refused.value.code == "nobody-waits"
    assert ground.review.stage == "survey"

    Result.objects.filter(case=case).update(state="scored")
    row = meet(ground, day=date(2026, 10, 7))

    assert (row.number, state_of(case), ground.review.stage) == (2, "agreed", "posting")
    assert RoundCommune.objects.get(round=ground.round).stage == "listing"


def test_a_meeting_before_the_last_one_is_refused(ground: Ground) -> None:
    case = ground.case()
    meet(ground, agree=0)
    Result.objects.filter(case=case).update(state="scored")

    with pytest.raises(RefusedError):
        meet(ground, day=date(2026, 10, 4))


def test_most_meetings_as_the_province_has_set(ground: Ground) -> None:
    set_parameter(ground.round, "max_meetings", 1)
    case = ground.case()
    meet(ground, agree=0)
    Result.objects.filter(case=case).update(state="scored")

    with pytest.raises(RefusedError) as refused:
        meet(ground, day=date(2026, 10, 8))

    assert refused.value.code == "too-many-meetings"


def test_a_quorum_only_where_the_province_set_one(ground: Ground) -> None:
    ground.case()
    set_parameter(ground.round, "quorum", {"numerator": 2, "denominator": 3})

    with pytest.raises(RefusedError, match="2/3"):
        meet(ground, households_present=6, households_on_list=10)
    assert meet(ground, households_present=7, households_on_list=10).result == "passed"


def test_forms_that_are_missing_need_a_reason(ground: Ground) -> None:
    ground.case()
    waiting = ground.case("waiting", case_state="listed")
    ground.case("waiting", case_state="listed", situation="absent")

    with pytest.raises(RefusedError) as refused:
        meet(ground)
    assert (refused.value.field, "1 hộ" in str(refused.value)) == ("skip_reason", True)
    row = meet(ground, skip_reason="hộ ấy đi viện, họp sau")

    assert (row.skip_reason, state_of(waiting)) == ("hộ ấy đi viện, họp sau", "waiting")


def test_two_standards_in_one_meeting_are_voted_on_apart(acting_for, communes, villages) -> None:
    ground = make_ground(acting_for, communes, villages, standards=(STANDARD, NEW), route="entered")
    case = ground.case()

    row = meet(ground, votes=[ListVote(STANDARD, 20), ListVote(NEW, 9)])

    assert (state_of(case), state_of(case, NEW), row.result) == ("agreed", "rejected", "partly")
    assert row.outcomes.count() == 2


def test_other_villages_are_not_touched(ground: Ground, villages) -> None:
    other = ground.case(village=villages[1])
    ground.case()

    meet(ground)

    assert state_of(other) == "scored"


@pytest.mark.parametrize(
    ("role", "place", "allowed"),
    [("village_head", "village", True), ("commune_board", "commune", True), ("reviewer", "village", False),
     ("commune_chair", "commune", False), ("front_observer", "commune", False), ("commune_officer", "other", False)],
)  # fmt: skip
def test_who_may_record_a_meeting(ground: Ground, acting_for, communes, role: str, place: str, allowed: bool) -> None:
    ground.case()
    unit = {"village": ground.village, "commune": ground.commune, "other": communes[1]}[place]
    acting = acting_for(role, unit)

    if allowed:
        assert meet(ground, by=acting).entered_by == acting.user
    else:
        with pytest.raises(NotAllowedError):
            meet(ground, by=acting)


def test_a_closed_round_takes_no_meeting(ground: Ground) -> None:
    ground.case()
    ground.round.state = "closed"
    ground.round.save()

    with pytest.raises(RefusedError) as refused:
        meet(ground)

    assert refused.value.code == "not-open"


def test_appointment(ground: Ground) -> None:
    at = datetime(2026, 10, 5, 19, 30, tzinfo=UTC)

    schedule_meeting(ground.officer, ground.review, Appointment(at, "Nhà văn hóa", "chị Đào 0900"))

    assert (ground.review.meeting_at, ground.review.ask) == (at, "chị Đào 0900")
    for told in (Appointment(at, " "), Appointment(datetime(2026, 8, 1, 8, 0, tzinfo=UTC), "Nhà văn hóa")):
        with pytest.raises(RefusedError):
            schedule_meeting(ground.officer, ground.review, told)


def test_remarks_of_the_front_are_added(ground: Ground, acting_for) -> None:
    ground.case()
    row = meet(ground, front_remarks="Đúng trình tự.")
    observer = acting_for("front_observer", ground.commune)

    write_remark(observer, row, "Có ba hộ vắng.")

    row.refresh_from_db()
    assert row.front_remarks == "Đúng trình tự.\nCó ba hộ vắng."
    with pytest.raises(RefusedError):
        write_remark(observer, row, " ")
    with pytest.raises(NotAllowedError):
        write_remark(ground.chair, row, "x")


def test_the_ledger_speaks_of_every_row(ground: Ground) -> None:
    ground.case()

    row = meet(ground, day=MET)

    (entry,) = Entry.objects.filter(action="reviews.meeting_held")
    labels = {label for label, _key, _digest in entry.rows}
    assert labels == {"reviews.meeting", "reviews.meetingoutcome", "reviews.result", "reviews.villagereview"}
    assert entry.subject_id == str(row.pk)


@pytest.mark.parametrize(("typed", "hour"), [
    ("19:30", time(19, 30)), ("19h30", time(19, 30)), ("19 giờ 30", time(19, 30)), ("7H", time(7)), ("7 giờ", time(7)),
    ("19 giờ 30 phút", time(19, 30)),
])  # fmt: skip
def test_hours_are_read_as_they_are_written(typed: str, hour: time) -> None:
    assert TimeField().clean(typed) == hour


@pytest.mark.parametrize("typed", ["25h", "7h5", "tối", "19h75"])
def test_what_is_no_hour_is_told(typed: str) -> None:
    with pytest.raises(ValidationError, match="19:30"):
        TimeField().clean(typed)
