"""Posting a list and taking it down: working days, what goes on, what stays."""

from datetime import date, timedelta

import pytest

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.hold_case import hold_case
from rasoat.web.reviews.actions.skip_opinion import skip_opinion
from rasoat.web.reviews.models import PostedCase, Posting
from rasoat.web.reviews.paper_data import posting_data
from rasoat.web.rounds.models import DayChange
from web.review_making import STANDARD

from .walking import ENDED, POSTED, Ground, make_ground, meet, post, set_parameter, state_of, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


def test_three_working_days_are_counted(ground: Ground) -> None:
    case = ground.case("agreed")
    DayChange.objects.create(province=ground.round.province, day=date(2026, 10, 8), works=False, name="Nghỉ thử")

    row = post(ground)

    assert (row.days, row.ends_on) == (3, date(2026, 10, 12))
    assert (state_of(case), ground.review.stage) == ("posted", "posted")
    assert PostedCase.objects.get().household_class == "poor"


def test_days_as_the_province_has_set(ground: Ground) -> None:
    ground.case("agreed")
    set_parameter(ground.round, "posting_days", 5)

    assert post(ground).ends_on == date(2026, 10, 13)


def test_it_hangs_until_its_last_day_has_passed(ground: Ground) -> None:
    case = ground.case("agreed")
    row = post(ground)

    with pytest.raises(RefusedError) as refused:
        take_down(ground, row, day=row.ends_on)
    assert refused.value.code == "too-early"
    take_down(ground, row, day=date(2026, 10, 10))

    assert state_of(case) == "ready"
    with pytest.raises(RefusedError):
        take_down(ground, row)


@pytest.mark.parametrize(
    ("opinion", "kind", "purpose", "state"),
    [("", "periodic", "official", "cleared"), ("", "periodic", "training", "ready"),
     ("", "regular", "official", "ready"),
     ("none", "periodic", "official", "ready"), ("commune_chair", "periodic", "official", "ready"),
     ("province_office", "periodic", "official", "cleared")],
)  # fmt: skip
def test_what_comes_after_the_posting(
    acting_for, communes, villages, opinion: str, kind: str, purpose: str, state: str
) -> None:
    ground = make_ground(acting_for, communes, villages, opinion=opinion, kind=kind, purpose=purpose)
    case = ground.case("agreed")

    take_down(ground, post(ground))

    assert state_of(case) == state


def test_once_the_province_chooses_nobody_what_waited_goes_on(acting_for, communes, villages) -> None:
    ground = make_ground(acting_for, communes, villages, opinion="")
    case = ground.case("cleared")
    with pytest.raises(RefusedError):
        skip_opinion(ground.officer, ground.round, ground.commune, STANDARD)
    set_parameter(ground.round, "higher_opinion_step", {"code": "none"})

    assert skip_opinion(ground.officer, ground.round, ground.commune, STANDARD) == 1

    assert state_of(case) == "ready"


def test_nothing_agreed_nothing_to_post(ground: Ground) -> None:
    ground.case("scored")

    with pytest.raises(RefusedError) as refused:
        post(ground)

    assert refused.value.code == "nothing-to-post"


def test_places_are_needed_and_the_day_comes_after_the_meeting(ground: Ground) -> None:
    ground.case()
    meet(ground, day=POSTED)

    with pytest.raises(RefusedError, match="trước ngày họp"):
        post(ground, day=date(2026, 10, 5))
    assert not Posting.objects.exists()


@pytest.mark.parametrize("day", [POSTED - timedelta(days=1), POSTED + timedelta(days=30)])
def test_the_loudspeaker_reads_while_the_list_hangs(ground: Ground, day: date) -> None:
    ground.case("agreed")

    with pytest.raises(RefusedError) as refused:
        post(ground, loudspeaker_on=day)

    assert (refused.value.field, Posting.objects.exists()) == ("loudspeaker_on", False)
    assert post(ground, loudspeaker_on=POSTED).loudspeaker_on == POSTED


def test_a_held_case_does_not_go_on_with_its_list(ground: Ground) -> None:
    first, second = ground.case("agreed"), ground.case("agreed")
    row = post(ground)
    hold_case(ground.officer, first, (STANDARD,), "hàng xóm phản ánh")

    take_down(ground, row)

    assert (state_of(first), state_of(second)) == ("complained", "ready")


@pytest.mark.parametrize("role", ["village_head", "commune_chair", "front_observer", "auditor"])
def test_who_may_not_post(ground: Ground, acting_for, role: str) -> None:
    ground.case("agreed")
    unit = {"village_head": ground.village, "auditor": ground.round.province}.get(role, ground.commune)

    with pytest.raises(NotAllowedError):
        post(ground, by=acting_for(role, unit))


def test_the_printed_list_says_names_and_classes_only(ground: Ground) -> None:
    ground.case("agreed", proposed="near_poor")
    row = take_down(ground, post(ground, loudspeaker_on=POSTED))

    data = posting_data(row, STANDARD)

    (line,) = data["households"]
    assert set(line) == {"number", "head_name", "members", "household_class"}
    assert (line["household_class"], data["near_poor"], data["ended_on"]) == ("Hộ cận nghèo", 1, ENDED)
