"""Helpers for tests of the public site: decisions in force of a small province."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.core.cache import cache

from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.areas.models import Unit, UnitTotal
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Decision
from web.review_making import STANDARD

YEAR = 2026


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """Limits of one test do not count in the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def publisher(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    """The administrator of the province."""
    return acting_for("province_admin", province)


@pytest.fixture
def decide(villages: list[Unit]) -> Callable[..., Decision]:
    """`decide(commune, poor=.., near_poor=.., **draft)`: a decision in force on so many new households."""

    def make(commune: Unit, poor: int = 0, near_poor: int = 0, **fields: object) -> Decision:
        village = next(each for each in villages if each.commune_id == commune.pk)
        count = poor + near_poor
        drafts = [
            HouseholdDraft(commune, village, date(2026, 1, 1), [MemberDraft(f"Lò Văn Số {at}", relation="head", sex=1)])
            for at in range(count)
        ]
        homes = add_households(installer(), drafts)
        lines = [LineDraft(home, "poor" if at < poor else "near_poor") for at, home in enumerate(homes)]
        usual = {
            "commune": commune, "standard_id": STANDARD, "year": YEAR, "effective_from": date(2026, 11, 2),
            "number": "1/QĐ-UBND", "signed_on": date(2026, 11, 2),
        }  # fmt: skip
        draft = DecisionDraft(**usual | fields)
        return record_decision(installer(), draft, lines)

    return make


@pytest.fixture
def households(communes: list[Unit]) -> None:
    """All households of both communes are known: 1,000 and 2,000."""
    for commune, count in zip(communes, (1000, 2000), strict=True):
        UnitTotal.objects.create(
            unit=commune, province=commune.province, commune=commune, year=YEAR, households=count, source="thử"
        )
