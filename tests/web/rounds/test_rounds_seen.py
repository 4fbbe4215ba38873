"""Who sees which round, and which round a commune is in."""

from collections.abc import Callable

import pytest

from rasoat.web.accounts.acting import Acting, nobody
from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.queries import (
    communes_seen_by,
    current_rounds,
    open_round_of,
    places_to_manage,
    provinces_seen_by,
    rounds_seen_by,
)
from web.conftest import make_unit
from web.review_making import make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(province: Unit, communes: list[Unit], villages: list[Unit]) -> dict[str, Round]:
    other = make_unit("UU", "Tỉnh Bên", "province", kind="Tỉnh")
    return {
        "draft": make_round(province, [], state="draft"),
        "province": make_round(province, communes),
        "first": make_round(province, communes[:1], kind="regular", commune=communes[0]),
        "second": make_round(province, communes[1:], kind="regular", commune=communes[1], purpose="training"),
        "closed": make_round(province, communes[:1], kind="regular", state="closed"),
        "foreign": make_round(other, []),
    }


@pytest.mark.parametrize(("role", "level", "names"), [
    ("province_admin", "province", {"draft", "province", "first", "second", "closed"}),
    ("province_chair", "province", {"draft", "province", "first", "second", "closed"}),
    ("auditor", "province", {"draft", "province", "first", "second", "closed"}),
    ("commune_officer", "commune", {"province", "first", "closed"}),
    ("village_head", "village", {"province", "first", "closed"}),
    ("ministry_viewer", "nation", {"draft", "province", "first", "second", "closed", "foreign"}),
    ("trainee", "commune", set()),
])  # fmt: skip
def test_as_each_level(
    role, level, names, acting_for: Callable[..., Acting], rounds, province, communes, villages
) -> None:
    place = {"province": province, "commune": communes[0], "village": villages[0], "nation": None}[level]
    somebody = acting_for(role, place)

    seen = set(rounds_seen_by(somebody))

    assert seen == {rounds[name] for name in names}
    assert set(current_rounds(somebody)) == {row for row in seen if row.state == "open"}


def test_a_visitor_sees_nothing(rounds: dict[str, Round]) -> None:
    assert not rounds_seen_by(nobody()).exists()
    assert not provinces_seen_by(nobody()).exists()
    assert not communes_seen_by(nobody()).exists()


def test_official_rounds_come_first_and_periodic_before_monthly_ones(
    rounds, acting_for: Callable[..., Acting], province: Unit
) -> None:
    found = list(current_rounds(acting_for("province_admin", province)))

    assert found == [rounds["province"], rounds["first"], rounds["second"]]


def test_the_open_round_of_a_commune(rounds: dict[str, Round], communes: list[Unit]) -> None:
    assert open_round_of(communes[0], "periodic") == rounds["province"]
    assert open_round_of(communes[0], "regular") == rounds["first"]
    assert open_round_of(communes[1], "regular") is None
    assert open_round_of(communes[1], "regular", purpose="training") == rounds["second"]


def test_communes_and_provinces(acting_for: Callable[..., Acting], province, communes, villages, rounds) -> None:
    village_head = acting_for("village_head", villages[2])

    assert list(communes_seen_by(village_head)) == [communes[1]]
    assert list(provinces_seen_by(village_head)) == [province]
    assert list(provinces_seen_by(acting_for("commune_officer", communes[0]))) == [province]
    assert provinces_seen_by(acting_for("ministry_viewer", None)).count() == 2


def test_places_to_manage(acting_for: Callable[..., Acting], province, communes, villages, rounds) -> None:
    assert {unit.level for unit in places_to_manage(acting_for("province_officer", province))} == {
        "province",
        "commune",
    }
    assert {unit.level for unit in places_to_manage(acting_for("province_admin", None))} == {"province"}
    assert places_to_manage(acting_for("commune_officer", communes[0])) == [communes[0]]
    assert places_to_manage(acting_for("commune_chair", communes[0])) == []
