"""The year before its periodic review in reports 2 and 3: monthly decisions, households that ended, moved, came."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.actions.move_household import move_household
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Household
from rasoat.web.register.occasion import Occasion
from rasoat.web.reporting.figures.year import YearSoFar, year_so_far
from rasoat.web.reporting.models import Report
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_case, make_round

from .conftest import ENDS, make_home
from .test_official import top

COLUMNS = [f"c{at}" for at in range(1, 10)]


def line(report: Report, number: str, subject: str = "Hộ") -> list[int | None]:
    """Columns 1 to 9 of report 2 or 3."""
    return [top(report, number, key, subject) for key in COLUMNS]


@pytest.fixture
def month(province: Unit, communes: list[Unit], row: Round) -> Callable[..., None]:
    """`month(home, opening, final)`: what a monthly round of the year made of a household."""

    def make(home: Household, opening: str, final: str, *, number: int = 3) -> None:
        regular = make_round(province, [home.commune], kind="regular")
        Round.objects.filter(pk=regular.pk).update(month=number)
        case = make_case(regular, home, opening=opening, state="decided", result_state=ENDS[final], proposed=final)
        case.results.update(final=final)

    return make


def reviewed(row: Round, home: Household, opening: str, final: str) -> None:
    """The household in the periodic round."""
    case = make_case(row, home, opening=opening, state="decided", result_state=ENDS[final], proposed=final)
    case.results.update(final=final)


def on_the_list(acting_for: Callable, home: Household, household_class: str = "poor") -> None:
    """A decision that held at the beginning of the year."""
    draft = DecisionDraft(home.commune, STANDARD, 2025, effective_from=date(2026, 1, 1))
    record_decision(acting_for("commune_officer", home.commune), draft, [LineDraft(home, household_class)])


def test_a_household_recognised_in_the_year_is_new_and_not_of_the_opening(officer, row, villages, month, made) -> None:
    home = make_home(officer, villages[0])
    month(home, "", "poor")
    reviewed(row, home, "poor", "poor")

    assert line(made(officer), "2") == [0, 0, 0, 0, 0, None, None, 0, 1]


def test_a_household_that_left_in_the_year_stands_in_the_opening(officer, row, villages, month, made) -> None:
    home = make_home(officer, villages[0], size=4)
    month(home, "poor", "not_poor")
    reviewed(row, make_home(officer, villages[0]), "poor", "poor")
    report = made(officer)

    assert line(report, "2")[:5] == [2, 0, 1, 0, 0]
    assert line(report, "2")[8] == 1
    assert line(report, "2", "Nhân khẩu")[2] == 4
    assert top(report, "1", "c3") == 1


def test_several_months_are_one_movement_and_what_came_after_the_opening_counts(
    officer, row, villages, month, made
) -> None:
    there_and_back, late = make_home(officer, villages[0]), make_home(officer, villages[0])
    month(there_and_back, "poor", "near_poor", number=2)
    month(there_and_back, "near_poor", "poor", number=7)
    reviewed(row, there_and_back, "poor", "poor")
    month(late, "", "near_poor", number=10)
    report = made(officer)

    assert line(report, "2")[:5] == [1, 0, 0, 0, 0]
    assert [line(report, "3")[at] for at in (0, 8)] == [0, 1]
    assert top(report, "1", "c5") == 1


def test_a_listed_household_that_ended_in_the_year_stands_in_column_4(officer, row, villages, acting_for, made) -> None:
    home = make_home(officer, villages[0])
    on_the_list(acting_for, home)
    end_household(officer, home, Occasion(date(2026, 5, 4), "Hộ đơn thân chết"))
    reviewed(row, make_home(officer, villages[0]), "poor", "poor")
    report = made(officer)

    assert line(report, "2")[:4] == [2, 0, 0, 1]
    assert line(report, "2")[8] == 1


def test_a_household_that_moved_between_communes_leaves_one_and_comes_to_the_other(
    officer, province_officer, province, row, communes, villages, acting_for, made
) -> None:
    home = make_home(officer, villages[0])
    on_the_list(acting_for, home)
    move_household(officer, home, communes[1], villages[2], Occasion(date(2026, 5, 4), "Chuyển nơi ở"))
    reviewed(row, Household.objects.get(pk=home.pk), "poor", "poor")
    reviewed(row, make_home(officer, villages[0]), "poor", "poor")
    left, came = made(officer), made(acting_for("commune_officer", communes[1]), place=communes[1])
    whole = made(province_officer, place=province)

    assert [line(left, "2")[at] for at in (0, 3, 8)] == [2, 1, 1]
    assert [line(came, "2")[at] for at in (0, 7, 8)] == [0, 1, 1]
    assert [line(whole, "2")[at] for at in (0, 3, 7, 8)] == [2, 0, 0, 2]


def test_a_round_for_practice_knows_no_year(officer, province, communes, villages, month) -> None:
    practice = make_round(province, communes, purpose="training")
    home = make_home(officer, villages[0])
    month(home, "", "poor")

    assert year_so_far(practice, communes[0], STANDARD, alone=True) == YearSoFar()
