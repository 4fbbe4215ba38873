"""The opinion step: asked for, answered, cases sent back."""

from datetime import date

import pytest

from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.ask_opinion import ask_opinion
from rasoat.web.reviews.actions.record_opinion import OpinionAnswer, record_opinion
from rasoat.web.reviews.models import Case, Opinion
from rasoat.web.reviews.paper_data import opinion_data
from web.review_making import STANDARD

from .walking import ENDED, Ground, make_ground, state_of, told

pytestmark = pytest.mark.django_db
GIVEN = date(2026, 10, 16)


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages, opinion="province_office")


def ask(ground: Ground, **fields) -> Opinion:
    return ask_opinion(ground.officer, ground.round, ground.commune, STANDARD, told(ENDED), **fields)


def answer(ground: Ground, opinion: Opinion, *, agrees: bool = True, day: date = GIVEN, **fields) -> Opinion:
    return record_opinion(ground.officer, opinion, OpinionAnswer(told(day), agrees, **fields))


def test_asked_with_five_working_days(ground: Ground) -> None:
    case, early = ground.case("cleared"), ground.case("posted")

    row = ask(ground)

    assert (row.body, row.due_on, row.asked) == ("Sở Thử", date(2026, 10, 19), [case.pk])
    assert (state_of(case), state_of(early)) == ("opinion", "posted")
    with pytest.raises(RefusedError) as refused:
        ask(ground)
    assert refused.value.code == "nothing-waits"


def test_villages_go_apart(ground: Ground, villages) -> None:
    first, second = ground.case("cleared"), ground.case("cleared", village=villages[1])

    ask(ground, villages=[villages[1].pk])

    assert (state_of(first), state_of(second)) == ("cleared", "opinion")


@pytest.mark.parametrize(
    ("opinion", "code"), [("none", "not-needed"), ("commune_chair", "not-needed"), ("", "undecided")]
)
def test_not_asked_unless_the_province_chose_somebody(acting_for, communes, villages, opinion: str, code: str) -> None:
    ground = make_ground(acting_for, communes, villages, opinion=opinion)
    ground.case("cleared")

    with pytest.raises(RefusedError) as refused:
        ask(ground)

    assert refused.value.code == code


def test_agreed_cases_are_ready_and_others_go_back_with_a_reason(ground: Ground) -> None:
    good, doubtful = ground.case("cleared"), ground.case("cleared")
    row = ask(ground)

    with pytest.raises(RefusedError):
        answer(ground, row, returned={doubtful.pk: " "})
    answer(ground, row, number="12/SNNMT", returned={doubtful.pk: "thu nhập chưa rõ"})

    assert (state_of(good), state_of(doubtful)) == ("ready", "complained")
    assert Case.objects.get(pk=doubtful.pk).held
    row.refresh_from_db()
    assert row.returned == [{"case": doubtful.pk, "reason": "thu nhập chưa rõ"}]
    assert [line["returned"] for line in opinion_data(row)["households"]] == ["", "thu nhập chưa rõ"]
    with pytest.raises(RefusedError):
        answer(ground, row)


def test_a_whole_list_sent_back(ground: Ground) -> None:
    cases = [ground.case("cleared"), ground.case("cleared")]
    row = ask(ground)
    with pytest.raises(RefusedError) as refused:
        answer(ground, row, agrees=False)
    assert refused.value.field == "text"

    answer(ground, row, agrees=False, text="rà soát lại cả thôn")

    assert {state_of(case) for case in cases} == {"complained"}


def test_answers_come_after_the_question_and_about_its_cases(ground: Ground) -> None:
    ground.case("cleared")
    row = ask(ground)
    stranger = ground.case("cleared")

    for fields in ({"day": date(2026, 10, 9)}, {"returned": {stranger.pk: "x"}}, {"day": date(2030, 1, 1)}):
        with pytest.raises(RefusedError):
            answer(ground, row, **fields)
