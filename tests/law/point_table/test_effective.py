"""Provincial switches: points copied from one area to another, for one province and one year."""

from collections.abc import Callable
from typing import Any

import pytest

from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.law.point_table.checks import check_table
from rasoat.law.point_table.effective import with_switches
from rasoat.law.point_table.model import PointTable

Change = Callable[..., PointTable]
LAND = ("land_garden", "land_annual", "livestock_poultry")


def switch(**fields: Any) -> dict[str, Any]:
    return {
        "code": "urban_counts_land_livestock", "province": "Tỉnh thử", "review_year": 2024, "items": LAND,
        "source_area": "NT2", "target_area": "TT", "decision_no": "1/QĐ", "decision_date": "2024-09-01", **fields,
    }  # fmt: skip


BOAT = switch(code="use_boat_points_of_area", items=["assets.boat"], source_area="NT6", target_area="NT2")


@pytest.fixture
def switched(official: PointTable, changed: Change) -> PointTable:
    return changed(official, table__switches=[switch(), BOAT])


def test_town_takes_the_land_points_of_the_countryside(switched: PointTable) -> None:
    table = with_switches(switched, "Tỉnh thử", 2024)

    for code in LAND:
        assert table.item(code).asked_in("TT")
        assert all(answer.points["TT"] == answer.points["NT2"] for answer in table.item(code).answers)
    assert not table.item("land_perennial").asked_in("TT")


def test_boat_points_alone_are_taken(switched: PointTable, official: PointTable) -> None:
    table = with_switches(switched, "Tỉnh thử", 2024)

    before = {answer.code: answer.points for answer in official.item("assets").answers}
    after = {answer.code: answer.points for answer in table.item("assets").answers}
    assert after.pop("boat") == {**before["boat"], "NT2": before.pop("boat")["NT6"]}
    assert after == before


@pytest.mark.parametrize(("province", "year"), [("Tỉnh khác", 2024), ("Tỉnh thử", 2025)])
def test_another_province_or_year_keeps_the_points(
    switched: PointTable, official: PointTable, province: str, year: int
) -> None:
    assert with_switches(switched, province, year).items == official.items


def test_applying_twice_is_applying_once(switched: PointTable) -> None:
    once = with_switches(switched, "Tỉnh thử", 2024)

    assert with_switches(once, "Tỉnh thử", 2024) == once


def test_a_table_without_switches_stays_itself(official: PointTable) -> None:
    assert with_switches(official, "Tỉnh thử", 2024) is official


def test_a_switch_without_source_is_refused(official: PointTable, changed: Change) -> None:
    table = changed(official, table__switches=[switch(items=["gold"])])

    with pytest.raises(FaultsFoundError, match="gold"):
        with_switches(table, "Tỉnh thử", 2024)


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (switch(source_area="NT9"), "point-switch-area-unknown"),
        (switch(target_area="NT1"), "point-switch-direction"),
        (switch(items=["gold"]), "point-switch-item-unknown"),
        (switch(items=["assets.gold"]), "point-switch-item-unknown"),
        (switch(items=["electricity"]), "point-switch-item-unfit"),
        ({**BOAT, "items": ["land_annual"], "source_area": "TT"}, "point-switch-without-source"),
        ({**BOAT, "items": ["size.one"]}, "point-switch-answer-unfit"),
    ],
)
def test_unfit_switches_are_found(
    shipped: LawBook, official: PointTable, changed: Change, made: dict[str, Any], rule: str
) -> None:
    table = changed(official, table__switches=[made])

    found = check_table(table, shipped.standard("national_2022"), shipped.table_shape)

    assert rule in {fault.rule for fault in found}


def test_two_decisions_on_the_same_points_are_found(shipped: LawBook, official: PointTable, changed: Change) -> None:
    table = changed(official, table__switches=[switch(), switch(source_area="NT1")])

    found = check_table(table, shipped.standard("national_2022"), shipped.table_shape)

    assert {fault.rule for fault in found} == {"point-switch-twice"}
