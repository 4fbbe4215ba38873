"""A commune with two households of the ledger tests, written through the register's own action."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household

NUMBERS = ("024184012345", "024090011223", "024201000456", "024055000789")


@pytest.fixture
def officer(acting_for: Callable[..., Acting], communes: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def homes(officer: Acting, villages: list[Unit]) -> list[Household]:
    """Two households of the first commune: four members with numbers, one with health facts, answers on one."""
    return add_households(officer, [
        HouseholdDraft(
            commune=villages[0].commune, village=villages[0], on=date(2026, 1, 5), latitude=21.0, longitude=105.5,
            answers={"toilet": 2, "income": 1.5}, members=(
                MemberDraft("Lò Thị Mai", relation="head", sex=2, birth_date=date(1984, 3, 1), ethnicity="04",
                            personal_id=NUMBERS[0], health={"disability_degree": "severe"}),
                MemberDraft("Lò Văn An", relation="child", sex=1, birth_year=2010, personal_id=NUMBERS[1]),
            )),
        HouseholdDraft(commune=villages[0].commune, village=villages[1], on=date(2026, 1, 6), members=(
            MemberDraft("Vi Văn Bảo", relation="head", sex=1, birth_year=1955, personal_id=NUMBERS[3]),
        )),
    ])  # fmt: skip
