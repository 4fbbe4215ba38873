"""Households to be found: written through the register's own action."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household

ON = date(2026, 9, 1)


@pytest.fixture
def officer(communes: list[Unit], acting_for: Callable[..., Acting]) -> Acting:
    """The officer of the first commune."""
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def home(villages: list[Unit], acting_for: Callable[..., Acting]) -> Callable[..., Household]:
    """`home("Tên chủ hộ", "Tên thành viên", ...)`: a household in the first village, or in `village`."""

    def make(*names: str, village: Unit | None = None, number: str = "", **values) -> Household:
        place = village or villages[0]
        members = [
            MemberDraft(name, relation="other" if at else "head", birth_year=1980,
                        personal_id=number if at == len(names) - 1 else "")
            for at, name in enumerate(names)
        ]  # fmt: skip
        draft = HouseholdDraft(commune=place.commune, village=place, on=ON, members=members, **values)
        return add_households(acting_for("commune_officer", place.commune), [draft])[0]

    return make
