"""Holding a case, looking at it again, letting it go on."""

from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.ask_opinion import ask_opinion
from rasoat.web.reviews.actions.hold_case import hold_case
from rasoat.web.reviews.actions.order_recheck import RecheckOrder, order_recheck
from rasoat.web.reviews.actions.record_opinion import OpinionAnswer, record_opinion
from rasoat.web.reviews.actions.record_recheck import RecheckFinding, record_recheck
from rasoat.web.reviews.actions.release_case import release_case
from rasoat.web.reviews.models import Case, Recheck, RecheckCause, Result, Submission
from rasoat.web.reviews.recheck import Checker
from web.review_making import STANDARD

from .walking import ENDED, Ground, decide, make_ground, post, state_of, take_down, told

pytestmark = pytest.mark.django_db
ORDERED, FOUND = date(2026, 10, 8), date(2026, 10, 9)


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


def hold(ground: Ground, case: Case) -> Case:
    return hold_case(ground.officer, case, (), "có đơn khiếu nại")


def order(ground: Ground, case: Case, *, by: Acting | None = None, **fields) -> Recheck:
    checker = Checker(fields.pop("user", None), fields.pop("name", "Hà Thị Khác"), fields.pop("relative", ""))
    return order_recheck(by or ground.officer, case, RecheckOrder(checker, fields.pop("day", ORDERED), **fields))


def find(
    ground: Ground, check: Recheck, found: str, *, by: Acting | None = None, text: str = "đã xem tận nơi"
) -> Recheck:
    return record_recheck(by or ground.officer, check, RecheckFinding(told(FOUND), text, {STANDARD: found}))


@pytest.mark.parametrize("state", ["waiting", "scored", "rejected", "agreed", "left"])
def test_nothing_to_hold_before_the_posting(ground: Ground, state: str) -> None:
    case = ground.case(state)

    for standards in ((), (STANDARD,)):
        with pytest.raises(RefusedError):
            hold_case(ground.officer, case, standards, "đơn")

    assert not Case.objects.get(pk=case.pk).held


def test_holding_twice_is_harmless_and_needs_a_reason(ground: Ground) -> None:
    case = ground.case("cleared")
    with pytest.raises(RefusedError):
        hold_case(ground.officer, case, (), " ")

    hold(ground, case)
    hold(ground, case)

    assert (state_of(case), Case.objects.get(pk=case.pk).held) == ("complained", True)


def test_changed_class_is_posted_again(ground: Ground) -> None:
    case = ground.case("agreed")
    take_down(ground, post(ground))
    hold(ground, case)
    check = order(ground, case)
    with pytest.raises(RefusedError) as refused:
        release_case(ground.officer, case, (), "xong")
    assert (refused.value.code, check.due_on) == ("open", date(2026, 10, 13))

    find(ground, check, "near_poor")
    release_case(ground.officer, case, (), "đúng một phần", post_again=False)

    assert state_of(case) == "complained"
    again = post(ground, day=date(2026, 10, 13), recheck=True)
    assert (again.number, again.cases.get().household_class, state_of(case)) == (2, "near_poor", "posted")
    result = Result.objects.get(case=case)
    assert (result.agreed, result.departs, result.reason) == ("near_poor", True, "đã xem tận nơi")


def test_same_class_is_posted_again_unless_told_otherwise(ground: Ground) -> None:
    first, second = ground.case("agreed"), ground.case("agreed")
    take_down(ground, post(ground))
    for case in (first, second):
        hold(ground, case)
        find(ground, order(ground, case), "poor")

    release_case(ground.officer, first, (), "không đúng")
    release_case(ground.officer, second, (), "không đúng", post_again=False)

    assert (state_of(first), state_of(second)) == ("complained", "ready")


@pytest.mark.parametrize("down", [False, True])
def test_a_complaint_taken_back_leaves_the_case_where_it_was(ground: Ground, down: bool) -> None:
    case = ground.case("agreed")
    row = post(ground)
    if down:
        take_down(ground, row)
    hold(ground, case)

    release_case(ground.officer, case, (), "rút đơn")

    assert state_of(case) == ("ready" if down else "posted")
    with pytest.raises(RefusedError):
        release_case(ground.officer, case, (), "rút đơn")


def test_with_an_opinion_step_it_waits_for_it(acting_for, communes, villages) -> None:
    ground = make_ground(acting_for, communes, villages, opinion="province_office")
    asked, not_asked = ground.case("agreed"), ground.case("agreed")
    take_down(ground, post(ground))
    hold(ground, not_asked)
    row = ask_opinion(ground.officer, ground.round, ground.commune, STANDARD, told(ENDED))
    record_opinion(ground.officer, row, OpinionAnswer(told(date(2026, 10, 14)), True))
    hold(ground, asked)

    for case in (asked, not_asked):
        release_case(ground.officer, case, (), "rút đơn")

    assert (state_of(asked), state_of(not_asked)) == ("ready", "cleared")


def test_a_complaint_after_the_decision_that_finds_nothing_leaves_it(ground: Ground) -> None:
    cases = [
        ground.case("ready"),
        ground.case("ready", proposed="not_poor"),
        ground.case("ready", proposed="not_poor", opening=""),
    ]
    decide(ground)
    for case in cases:
        hold(ground, case)
        find(ground, order(ground, case), Result.objects.get(case=case).final)

    for case in cases:
        release_case(ground.officer, case, (), "quyết định đúng")

    assert [state_of(case) for case in cases] == ["recognised", "escaped", "refused"]


def test_independent_people_only(ground: Ground, acting_for) -> None:
    reviewer = acting_for("reviewer", ground.village)
    case = ground.case("posted", reviewer=reviewer.user, reviewer_name="Lò Văn Sát")
    hold(ground, case)

    for fields, code in (
        ({"name": "lo van SAT"}, "not-independent"), ({"user": reviewer.user, "name": ""}, "not-independent"),
        ({"name": "Bà Ngoại", "relative": "bà"}, "relative"), ({"name": " "}, "refused"),
    ):  # fmt: skip
        with pytest.raises(RefusedError) as refused:
            order(ground, case, **fields)
        assert refused.value.code == code
    order(ground, case)
    with pytest.raises(RefusedError) as refused:
        order(ground, case)
    assert refused.value.code == "open"


def test_a_reviewer_with_another_role_does_not_check_the_own_case(ground: Ground) -> None:
    case = ground.case("posted", reviewer=ground.officer.user)
    hold(ground, case)
    check = order(ground, case)

    with pytest.raises(RefusedError):
        find(ground, check, "poor")

    assert not Recheck.objects.get().done


def test_only_held_cases_are_checked_again(ground: Ground) -> None:
    case = ground.case("posted")

    with pytest.raises(RefusedError) as refused:
        order(ground, case)

    assert refused.value.code == "not-held"


def test_a_change_needs_words_and_every_class(ground: Ground) -> None:
    case = ground.case("posted")
    hold(ground, case)
    check = order(ground, case)

    for found, text in (("not_poor", " "), ("", "x"), ("rich", "x")):
        with pytest.raises(RefusedError):
            find(ground, check, found, text=text)
    assert find(ground, check, "poor", text="").agrees
    with pytest.raises(RefusedError):
        find(ground, check, "poor")


def test_a_sample_never_changes_the_case(ground: Ground, acting_for) -> None:
    case = ground.case("agreed")
    office = acting_for("province_officer", ground.round.province)
    check = order(ground, case, by=office, cause=RecheckCause.SAMPLE)

    done = find(ground, check, "not_poor", by=acting_for("rechecker", ground.round.province))

    result = Result.objects.get(case=case)
    assert (done.agrees, result.agreed, result.state, result.departs) == (False, "poor", "agreed", False)


def test_who_keyed_in_the_form_for_somebody_else_knows_the_result(ground: Ground, filled_for) -> None:
    case = ground.case("cleared")
    filled_for(case, by=ground.officer.user)
    hold(ground, case)

    with pytest.raises(RefusedError, match="đã rà soát"):
        order(ground, case, user=ground.officer.user, name="")


@pytest.fixture
def filled_for():
    """`filled_for(case, by=user)`: a form entered on behalf of the reviewer."""

    def make(case: Case, *, by) -> Submission:
        return Submission.objects.create(
            case=case, province=case.province, commune=case.commune, village=case.village, year=case.year, number=1,
            entry="keyed", sealed=b"", digest="x", happened_on=ORDERED, acted="Rà soát viên", on_behalf=True,
            entered_by=by,
        )  # fmt: skip

    return make
