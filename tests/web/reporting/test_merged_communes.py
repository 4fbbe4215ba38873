"""Reports of a round in whose middle communes merged or split: every village once, where it stands now."""

from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit, UnitTotal
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.reporting.figures.official import communes_of

from .test_official import sheet, top

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 1)
PAPER = "Nghị quyết 9/NQ-HĐND"


@pytest.fixture
def admin(acting_for, province) -> Acting:
    return acting_for("province_admin", province)


def count(unit: Unit, households: int) -> None:
    """All households of a new commune, as an office counts them."""
    UnitTotal.objects.create(
        unit=unit, province=unit.province, commune=unit, year=2026, area="rural", households=households,
        persons=4 * households,
    )  # fmt: skip


def test_two_communes_that_merged_are_one_line(
    admin, officer, province_officer, decided, made, province, communes, villages
) -> None:
    decided("poor", "poor")
    decided("", "near_poor", village=villages[1])
    before = made(officer)
    figures = before.figures_digest
    plan = ChangePlan(communes, [NewUnit("TT0001", "Đồng Trám", "Xã", "rural")], ON, PAPER)
    new = regroup_communes(admin, plan).units[0]
    count(new, 200)

    whole = made(province_officer, place=province)
    own = made(acting_as(User.objects.get(pk=officer.user.pk), "web"), place=new)

    assert communes_of(whole) == [new]
    assert [top(whole, "1", key) for key in ("c1", "c3", "c5")] == [200, 1, 1]
    told = sheet(whole, "1")
    assert [told.get(place, "c3") for place in told.places[1:]] == [1]
    assert [top(own, "1", key) for key in ("c3", "c5")] == [1, 1]
    before.refresh_from_db()
    assert (before.commune, before.figures_digest) == (communes[0], figures)


def test_a_commune_that_was_split_is_two_lines(
    admin, province_officer, decided, made, province, communes, villages
) -> None:
    decided("poor", "poor")
    decided("poor", "poor", village=villages[1])
    decided("", "near_poor", village=villages[1])
    after = [NewUnit("TT0003", "Trám Đông", "Xã", "rural"), NewUnit("TT0004", "Trám Tây", "Xã", "rural")]
    plan = ChangePlan(communes[:1], after, ON, PAPER, {villages[0].pk: 0, villages[1].pk: 1})
    for unit in regroup_communes(admin, plan).units:
        count(unit, 50)

    told = sheet(made(province_officer, place=province), "1")

    lines = {place[0]: (told.get(place, "c3"), told.get(place, "c5")) for place in told.places[1:]}
    assert lines == {"Xã Trám Đông": (1, 0), "Xã Trám Tây": (1, 1), "Phường Bến Gỗ": (0, 0)}
