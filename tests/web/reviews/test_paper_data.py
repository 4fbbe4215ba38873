"""What papers of the later steps are told: plain values, in Vietnamese, nothing personal on the boards."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from rasoat.papers.values import plain
from rasoat.web.reviews.actions.schedule_meeting import Appointment, schedule_meeting
from rasoat.web.reviews.meeting import HouseholdVote, ListVote
from rasoat.web.reviews.models import Meeting, Result, Reviewer
from rasoat.web.reviews.paper_data import agenda_data, decision_data, meeting_data, minutes_data, posting_data
from web.review_making import STANDARD

from .walking import Ground, make_ground, meet, post, prepare, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


def test_agenda(ground: Ground) -> None:
    ground.case()
    at = datetime(2026, 10, 5, 12, 30, tzinfo=UTC)
    schedule_meeting(ground.officer, ground.review, Appointment(at, "Nhà văn hóa"))

    data = agenda_data(ground.review)

    assert (data["date"], data["time"], data["meeting_place"]) == (date(2026, 10, 5), "19:30", "Nhà văn hóa")
    assert (data["village"], data["households"], data["number_prefix"]) == ("Thôn Cuối Suối", 1, "")


def test_minutes_tell_votes_reasons_and_declared_relatives(ground: Ground) -> None:
    first = ground.case(relative_of_reviewer="em ruột", reviewer_name="Lò Văn Sát")
    second = ground.case()
    Reviewer.objects.create(review=ground.review, name="Lò Văn Sát")
    row = meet(
        ground, present=24, agree=20, households_present=1, households_on_list=3, secretary="Hà Thị Thư",
        households=[HouseholdVote(second.pk, STANDARD, 24, "near_poor", "bán ruộng")],
        officials=[
            {"body": "front", "name": "Cà Thị Ba", "post": "Chủ tịch Mặt trận"},
            {"body": "reviewers", "name": "Lò Văn Tư", "post": ""},
        ],
    )  # fmt: skip

    with override("en"):
        data = minutes_data(row, STANDARD)

    assert (data["list_agree"], data["list_passed"], data["share"], data["chair"]) == (20, True, 33.3, "Trưởng thôn")
    one, other = data["households"]
    assert (one["agreed"], one["apart"], one["agree"]) == ("Hộ nghèo", False, 20)
    assert (other["agreed"], other["reason"], other["agree"]) == ("Hộ cận nghèo", "bán ruộng", 24)
    assert row.officials[0]["body"] == "front"
    assert data["officials"] == [{"body": "Mặt trận Tổ quốc", "name": "Cà Thị Ba", "post": "Chủ tịch Mặt trận"}]
    assert data["relatives"] == [{"head_name": first.head_name, "relation": "em ruột", "reviewer": "Lò Văn Sát"}]
    assert (meeting_data(row)["reviewers"], meeting_data(row)["result"]) == (["Lò Văn Tư"], "Thống nhất")
    row.officials = row.officials[:1]
    assert meeting_data(row)["reviewers"] == ["Lò Văn Sát"]


def test_every_paper_gets_plain_values(ground: Ground) -> None:
    ground.case()
    row = meet(ground)
    posting = post(ground)
    take_down(ground, posting)
    decision = prepare(ground)

    for data in (
        agenda_data(ground.review), meeting_data(row), minutes_data(row, STANDARD), posting_data(posting, STANDARD),
        decision_data(decision),
    ):  # fmt: skip
        assert isinstance(plain(data), dict)


def test_papers_of_training_carry_the_prefix(acting_for, communes, villages) -> None:
    ground = make_ground(acting_for, communes, villages, purpose="training")

    assert agenda_data(ground.review)["number_prefix"] == "MẪU-"


def test_minutes_printed_again_say_what_the_meeting_was_told(ground: Ground) -> None:
    case = ground.case(proposed="poor")
    row = meet(ground, present=20, agree=9)
    Result.objects.filter(case=case).update(proposed="not_poor", opening_class="near_poor")
    ground.case(proposed="near_poor")

    data = minutes_data(Meeting.objects.get(pk=row.pk), STANDARD)

    (home,) = data["households"]
    assert (home["number"], home["proposed"], home["opening"]) == (case.number, "Hộ nghèo", "Hộ nghèo")
    assert data["result"] == "Không thống nhất, phải rà soát lại"


def test_minutes_of_each_standard_tell_their_own_result(acting_for, communes, villages) -> None:
    second = "national_2016"
    ground = make_ground(acting_for, communes, villages, standards=(STANDARD, second))
    ground.case()
    row = meet(ground, votes=[ListVote(STANDARD, 20), ListVote(second, 5)])

    told = {standard: minutes_data(row, standard)["result"] for standard in (STANDARD, second)}

    assert told == {STANDARD: "Thống nhất", second: "Không thống nhất, phải rà soát lại"}
    assert row.result == "partly"
