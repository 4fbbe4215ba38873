"""A round of two communes with scored households."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Case
from rasoat.web.rounds.models import Round
from rasoat.web.trust.actions.draw_sample import draw_sample
from rasoat.web.trust.actions.freeze_data import freeze_data
from rasoat.web.trust.actions.promise_sample import promise_sample
from rasoat.web.trust.models import RecheckPlan
from web.review_making import STANDARD, make_case, make_round


@pytest.fixture
def keeper(acting_for: Callable, province: Unit) -> Acting:
    """The officer of the province."""
    return acting_for("province_officer", province)


@pytest.fixture
def row(province: Unit, communes: list[Unit], villages: list[Unit]) -> Round:
    return make_round(province, communes)


@pytest.fixture
def scored(acting_for: Callable, communes: list[Unit], row: Round) -> Callable[..., list[Case]]:
    """`scored(village, number, **case)`: so many households with a class by score."""
    officers = {commune.pk: acting_for("commune_officer", commune) for commune in communes}

    def make(
        village: Unit, number: int, *, proposed: str = "poor", opening: str = "poor", **fields: object
    ) -> list[Case]:
        drafts = [
            HouseholdDraft(village.commune, village, date(2026, 1, 1), [MemberDraft(f"Lò Văn {at}", relation="head")])
            for at in range(number)
        ]
        homes = add_households(officers[village.commune_id], drafts)
        return [
            make_case(row, Household.objects.get(pk=home.pk), state="locked", result_state="scored", opening=opening,
                      proposed=proposed, **fields)
            for home in homes
        ]  # fmt: skip

    return make


@pytest.fixture
def promised(keeper: Acting, row: Round, scored: Callable, villages: list[Unit]) -> RecheckPlan:
    scored(villages[0], 12)
    scored(villages[2], 5, proposed="near_poor")
    return promise_sample(keeper, row, STANDARD, share=200, least=1, document="KH 12/KH-SNNMT")


@pytest.fixture
def drawn(keeper: Acting, promised: RecheckPlan) -> RecheckPlan:
    draw_sample(keeper, freeze_data(keeper, promised))
    promised.refresh_from_db()
    return promised
