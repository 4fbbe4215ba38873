"""Households and a round for the first pages."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import installer
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household


@pytest.fixture
def homes() -> Callable[[Unit, int], list[Household]]:
    """`homes(village, count)`: so many new households of a village."""

    def make(village: Unit, count: int) -> list[Household]:
        drafts = [
            HouseholdDraft(
                village.commune, village, date(2026, 1, 1),
                (MemberDraft(f"Lò Văn {village.pk} {number}", number=1, relation="head", sex=1, birth_year=1980),),
            )
            for number in range(count)
        ]  # fmt: skip
        return add_households(installer(), drafts)

    return make
