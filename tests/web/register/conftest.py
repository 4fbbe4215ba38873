"""Helpers for tests of the register: a household with a family, written through the action."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household

ON = date(2026, 1, 1)


@pytest.fixture
def officer(acting_for: Callable, communes: list[Unit]) -> Acting:
    """The officer of the first commune."""
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def family(officer: Acting, villages: list[Unit]) -> Callable[..., Household]:
    """`family(*names, **draft)`: a household of the first village; the first name is the head."""

    def make(*names: str, by: Acting | None = None, **values: object) -> Household:
        people = names or ("Lò Văn Ơn", "Tòng Thị Đào", "Lò Văn Út")
        relations = ("head", "spouse", "child")
        members = [
            MemberDraft(name, relation=relations[min(at, 2)], sex=1 + at % 2, birth_year=1980 + at, ethnicity="03")
            for at, name in enumerate(people)
        ]
        village = values.pop("village", villages[0])
        draft = HouseholdDraft(
            **{"commune": village.commune, "village": village, "on": ON, "members": members} | values
        )
        (home,) = add_households(by or officer, [draft])
        return Household.objects.get(pk=home.pk)

    return make


NUMBER = "024184012345"


@pytest.fixture
def home(family: Callable) -> Household:
    return family(
        members=[
            MemberDraft(
                "Lò Văn Ơn",
                relation="head",
                sex=1,
                birth_year=1984,
                personal_id=NUMBER,
                health={"disability_degree": "severe"},
            ),
            MemberDraft("Tòng Thị Đào", relation="spouse", sex=2, birth_year=1986),
        ],
        answers={"water_source": "well", "water": 1},
    )


@pytest.fixture
def desk(client_for: Callable, communes):
    """The browser of the commune's officer."""
    return client_for("commune_officer", communes[0])
