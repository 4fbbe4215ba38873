"""Helpers for tests of the first steps: a commune with households on its list, an open round, filled forms."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.survey.answers import Answers
from rasoat.web.reviews.survey.sheet import Sheet, sheet_of
from rasoat.web.reviews.survey.writing import Filled
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_case, make_round

ON = date(2026, 1, 1)
TOLD = Told(date(2026, 9, 20))


@pytest.fixture
def officer(acting_for: Callable, communes: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def family(officer: Acting, villages: list[Unit]) -> Callable[..., Household]:
    """`family(*names, village=)`: a household of the first village; the first name is the head."""

    def make(*names: str, **values: Any) -> Household:
        people = names or ("Lò Văn Ơn", "Tòng Thị Đào", "Lò Văn Út")
        relations = ("head", "spouse", "child")
        members = [
            MemberDraft(name, relation=relations[min(at, 2)], sex=1 + at % 2, birth_year=1980 + at, ethnicity="03")
            for at, name in enumerate(people)
        ]
        village = values.pop("village", villages[0])
        by = values.pop("by", officer)
        (home,) = add_households(by, [HouseholdDraft(village.commune, village, ON, members, **values)])
        return Household.objects.get(pk=home.pk)

    return make


@pytest.fixture
def listed(officer: Acting, family: Callable, communes: list[Unit]) -> Callable[..., list[Household]]:
    """`listed(poor=2, near_poor=1)`: households with a class under the standard."""

    def make(**classes: int) -> list[Household]:
        homes, lines = [], []
        for household_class, count in classes.items():
            for at in range(count):
                home = family(f"Họ {household_class} {at}")
                homes.append(home)
                lines.append(LineDraft(home, household_class))
        draft = DecisionDraft(communes[0], STANDARD, 2025, ON, number="1/QĐ-UBND", signed_on=ON)
        record_decision(officer, draft, lines)
        return homes

    return make


@pytest.fixture
def open_round(province: Unit, communes: list[Unit], villages: list[Unit]) -> Round:
    return make_round(province, communes)


@pytest.fixture
def case(open_round: Round, family: Callable) -> Case:
    return make_case(open_round, family(region_code="NT1"))


def full(sheet: Sheet, **told: Any) -> dict[str, Any]:
    """Every question that the standards ask answered: no deprivation, the first answer of each list, zeros."""
    found: dict[str, Any] = {}
    for question in sheet.household:
        if question.own and question.item.type in {"bit", "int"}:
            found[question.key] = 0
        elif question.own and question.choices is not None:
            found[question.key] = question.choices.codes[0]
        elif question.own:
            found[question.key] = False
    return found | told


@pytest.fixture
def filled(open_round: Round) -> Callable[..., Filled]:
    """`filled(**answers)`: a complete form with some answers changed."""

    def make(*, of: Round | None = None, told: Told = TOLD, **answers: Any) -> Filled:
        return Filled(Answers(full(sheet_of(of or open_round), **answers)), told)

    return make


DEPRIVED: Mapping[str, int] = {"employment": 1, "water": 1, "toilet": 1}
"""Three ticks: deprivation points of a poor household."""
