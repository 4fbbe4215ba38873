"""The shipped units: counts, lineage, dates; loading twice; finding by code and by what people type."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q

from rasoat.web.areas import queries
from rasoat.web.areas.figures import on_map
from rasoat.web.areas.lineage import Obstacle
from rasoat.web.areas.loading import (
    SuccessionRow,
    UnitRow,
    add_successions,
    add_units,
    load_shipped_units,
    shipped_successions,
    shipped_units,
)  # fmt: skip
from rasoat.web.areas.models import Succession, Unit

NOW, BEFORE = date(2026, 1, 1), date(2025, 6, 30)


@pytest.fixture
def vietnam(db: None) -> None:
    load_shipped_units()


def test_shipped_units_count_up() -> None:
    counted = Counter((unit.level, unit.valid_until is None) for unit in shipped_units())

    assert counted == {
        ("province", False): 63, ("district", False): 696, ("commune", False): 10_035,
        ("province", True): 34, ("commune", True): 3_321,
    }  # fmt: skip


def test_shipped_lineage_leaves_nobody_out_and_gives_no_share() -> None:
    units = {unit.key: unit for unit in shipped_units()}
    lineage = list(shipped_successions())
    before, after = {row.before for row in lineage}, {row.after for row in lineage}

    assert all(row.share is None and row.on == date(2025, 7, 1) for row in lineage)
    assert {key for key, unit in units.items() if unit.valid_until and unit.level != "district"} <= before
    assert {key for key, unit in units.items() if unit.valid_until is None} == after
    assert len({row.before for row in lineage if row.kind == "split"}) == 471


def test_every_shipped_unit_says_where_it_is_from() -> None:
    assert all(unit.source and unit.mark == "secondary" for unit in shipped_units())


@pytest.mark.django_db
def test_loading_twice_adds_nothing(vietnam: None) -> None:
    again = load_shipped_units()

    assert not again.added
    assert not again.successions
    assert Unit.objects.count() == 14_149


@pytest.mark.django_db
def test_loaded_units_know_those_above(vietnam: None) -> None:
    commune = Unit.objects.get(key="00097")
    old = Unit.objects.get(key="00001~2025")

    assert (commune.commune, commune.province.key, commune.full_name) == (commune, "01", "Phường Hồng Hà")
    assert [unit.full_name for unit in queries.ancestors(old)] == ["Thành phố Hà Nội", "Quận Ba Đình"]
    assert queries.on_map(old, NOW) == [commune]
    assert old in queries.on_map(commune, BEFORE)


@pytest.mark.django_db
def test_a_code_is_of_one_unit_a_day(vietnam: None) -> None:
    assert queries.by_code("00004", BEFORE).key == "00004~2025"
    assert queries.by_code("00004", NOW).key == "00004"
    assert queries.by_code("001", NOW) is None
    assert not any(
        count > 1
        for day in (NOW, BEFORE)
        for count in Counter(Unit.objects.filter(queries.alive(day)).values_list("level", "code")).values()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "day", "found"),
    [
        ("tp gn", BEFORE, "Thành phố Gia Nghĩa"),
        ("h cj", BEFORE, "Huyện Cư Jút"),
        ("phuong hong ha", NOW, "Phường Hồng Hà"),
        ("hà hồng", NOW, "Phường Hồng Hà"),
        ("HONG", NOW, "Phường Hồng Hà"),
        ("p hh", NOW, "Phường Hồng Hà"),
        ("00097", NOW, "Phường Hồng Hà"),
    ],
)
def test_units_are_found_as_people_type_them(vietnam: None, typed: str, day: date, found: str) -> None:
    names = [unit.full_name for unit in queries.named(Unit.objects.filter(queries.alive(day)), typed)]

    assert found in names


@pytest.mark.django_db
def test_old_figures_are_summed_on_the_new_map_and_split_ones_stay(vietnam: None) -> None:
    old = Unit.objects.filter(Q(successors__after__key="00004"), successors__kind="merge")
    split = Succession.objects.filter(kind="split").first().before
    rows = {unit.pk: {"households": 10} for unit in old} | {split.pk: {"households": 7}}

    moved = on_map(rows, NOW)

    assert moved.rows == {Unit.objects.get(key="00004").pk: {"households": 10 * len(old)}}
    assert [(each.unit_id, each.numbers, each.obstacle) for each in moved.unplaced] == [
        (split.pk, {"households": 7}, Obstacle.NO_SHARE)
    ]
    assert moved.unplaced[0].reason == "không chia được: chưa có tỷ lệ"


@pytest.mark.django_db
def test_units_of_a_file_load_beside_the_shipped_ones() -> None:
    rows = [
        UnitRow("TM0001-01", "TM0001-01", "Bản Mây", "Bản", "village", "TM0001", valid_from=date(2025, 7, 1)),
        UnitRow("TM0001", "TM0001", "Mây Trắng", "Xã", "commune", "TM", "rural", date(2025, 7, 1)),
        UnitRow("TM", "TM", "Mẫu", "Tỉnh", "province", "", "", date(2025, 7, 1)),
    ]

    add_units(rows)
    again = add_units(rows)

    village = Unit.objects.get(key="TM0001-01")
    assert (village.commune.key, village.province.key, village.area, village.full_name) == (
        "TM0001",
        "TM",
        "rural",
        "Bản Mây",
    )
    assert (again.added, len(again.ids)) == ([], 3)


@pytest.mark.django_db
def test_a_unit_without_its_parent_is_refused() -> None:
    with pytest.raises(KeyError, match="TM0001"):
        add_units([UnitRow("X-01", "X-01", "A", "Thôn", "village", "TM0001")])


@pytest.mark.django_db
def test_lineage_is_written_once(communes: list[Unit]) -> None:
    ids = {unit.key: unit.pk for unit in communes}
    row = SuccessionRow("TT0001", "TT0002", "merge", date(2026, 1, 1))

    assert len(add_successions([row], ids)) == 1
    assert add_successions([row], ids) == []
