"""Households in the small province, and people who may change units."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from web.conftest import make_unit


@pytest.fixture
def admin(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    return acting_for("province_admin", province)


@pytest.fixture
def nation(acting_for: Callable[..., Acting]) -> Acting:
    """Somebody who may change the map of the whole country."""
    return acting_for("province_admin", None)


@pytest.fixture
def other_province(db: None) -> Unit:
    """A second province with one commune, one village."""
    province = make_unit("UU", "Tỉnh Bên", "province", kind="Tỉnh")
    commune = make_unit("UU0001", "Suối Vàng", "commune", province, kind="Xã", area="rural")
    make_unit("UU0001-01", "Nà Lúa", "village", commune, kind="Thôn", area="rural")
    return province


@pytest.fixture
def households(acting_for: Callable[..., Acting], villages: list[Unit]) -> list[Household]:
    """Two households of two persons in each village."""
    made = []
    for village in villages:
        drafts = [
            HouseholdDraft(
                commune=village.commune, village=village, on=date(2025, 9, 1),
                members=[
                    MemberDraft(f"Lò Văn {letter}", relation="head", birth_year=1980),
                    MemberDraft(f"Lò Thị {letter}", birth_year=1982),
                ],
            )
            for letter in "AB"
        ]  # fmt: skip
        made += add_households(acting_for("commune_officer", village.commune), drafts)
    return made
