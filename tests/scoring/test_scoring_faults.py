"""Bad input: every fault is told with its place, a missing value is never zero, `partial` keeps the sound rows."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

import rasoat
from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.scoring.classify import classify_table
from rasoat.scoring.packs import make_pack

Ticks = Callable[..., dict[str, int]]
SOUND = {"household_id": "H1", "area": "rural", "income_score": 100, "deprivation_score": 30}


def refused(*rows: dict[str, Any], **options: Any) -> list[Fault]:
    with pytest.raises(FaultsFoundError) as error:
        rasoat.classify(pl.DataFrame(rows, infer_schema_length=None), **options)
    return list(error.value.faults)


def named(*rows: dict[str, Any]) -> list[tuple[str, str, int | None]]:
    return [(fault.rule, fault.place.column, fault.place.row) for fault in refused(*rows)]


@pytest.mark.parametrize(
    ("change", "rule", "column"),
    [
        ({"household_id": None}, "household-id-missing", "household_id"),
        ({"household_id": "  "}, "household-id-missing", "household_id"),
        ({"area": None}, "area-unknown", "area"),
        ({"area": "miền núi"}, "not-in-list", "area"),
        ({"income_score": None}, "value-missing", "income_score"),
        ({"income_score": "trăm"}, "not-integer", "income_score"),
        ({"income_score": "100.5"}, "not-integer", "income_score"),
        ({"income_score": "-1"}, "value-negative", "income_score"),
        ({"deprivation_score": None}, "value-missing", "deprivation_score"),
        ({"deprivation_score": 25}, "score-not-multiple", "deprivation_score"),
        ({"deprivation_score": 130}, "count-too-high", "deprivation_score"),
        ({"deprivation_score": -10}, "value-negative", "deprivation_score"),
    ],
)
def test_one_bad_cell_is_one_fault(change: dict[str, Any], rule: str, column: str) -> None:
    good = {name: str(value) if name in change else value for name, value in SOUND.items()}
    change = {name: value if value is None else str(value) for name, value in change.items()}

    assert named(good | {"household_id": "H0"}, good | change) == [(rule, column, 2)]


def test_every_fault_of_every_row_is_told() -> None:
    found = named(SOUND | {"income_score": None}, SOUND | {"household_id": "H2", "area": "x", "deprivation_score": 25})

    assert set(found) == {
        ("value-missing", "income_score", 1), ("not-in-list", "area", 2), ("score-not-multiple", "deprivation_score", 2)
    }  # fmt: skip


def test_a_household_stands_once() -> None:
    assert named(SOUND, SOUND | {"income_score": 90}) == [
        ("household-id-twice", "household_id", 1),
        ("household-id-twice", "household_id", 2),
    ]


def test_a_missing_tick_is_no_zero(ticks: Ticks) -> None:
    base = {"household_id": "H1", "area": "rural", "income_score": 100}

    assert named(base | ticks() | {"nutrition": None}) == [("value-missing", "nutrition", 1)]


def test_a_typed_score_may_stand_for_missing_ticks_that_allow_it(ticks: Ticks) -> None:
    base = {"household_id": "H1", "area": "rural", "income_score": 100}
    holey = ticks("water", "toilet") | {"nutrition": None}

    found = rasoat.classify(pl.DataFrame([base | holey | {"deprivation_score": 30}]))

    assert found["deprivation_score"].to_list() == [30]
    for impossible in (10, 40):
        assert named(base | holey | {"deprivation_score": impossible}) == [
            ("score-ticks-differ", "deprivation_score", 1)
        ]


def test_score_number_and_ticks_must_agree(ticks: Ticks) -> None:
    base = {"household_id": "H1", "area": "rural", "income_score": 100}
    three = ticks("water", "toilet", "telecom")

    assert named(base | three | {"deprivation_score": 40}) == [("score-ticks-differ", "deprivation_score", 1)]
    assert named(base | three | {"deprived_count": 2}) == [("count-ticks-differ", "deprived_count", 1)]
    assert named(base | {"deprived_count": 2, "deprivation_score": 30}) == [
        ("score-count-differ", "deprivation_score", 1)
    ]
    assert named(base | {"deprived_count": 13}) == [("count-too-high", "deprived_count", 1)]


def test_some_tick_columns_alone_are_not_enough(ticks: Ticks) -> None:
    base = {"household_id": "H1", "area": "rural", "income_score": 100}
    some = {name: value for name, value in ticks().items() if name != "nutrition"}

    found = refused(base | some)

    assert [fault.rule for fault in found] == ["input-missing"]
    assert "nutrition" in found[0].vi


@pytest.mark.parametrize("column", ["household_id", "area"])
def test_a_table_without_its_keys_is_refused(column: str) -> None:
    row = {name: value for name, value in SOUND.items() if name != column}

    assert [(fault.rule, fault.place.column) for fault in refused(row)] == [("column-missing", column)]


def test_a_table_with_nothing_to_read_says_what_is_needed() -> None:
    found = refused({"household_id": "H1", "area": "rural", "deprivation_score": 0})

    assert [fault.rule for fault in found] == ["input-missing"]
    assert "income_score" in found[0].en


def test_the_total_is_named_beside_the_indicators_and_strange_columns_are_listed() -> None:
    found = refused({"household_id": "H1", "area": "rural", "income_score": 120, "Đ thiếu": 30, "water": 1})

    assert [fault.rule for fault in found] == ["input-missing"]
    assert "cần deprivation_score hoặc employment, " in found[0].vi
    assert found[0].remedy_vi.endswith("cột chưa hiểu: Đ thiếu")
    assert found[0].remedy_en.endswith("columns not understood: Đ thiếu")


def test_partial_keeps_sound_rows_and_gives_the_others_no_class() -> None:
    rows = [SOUND, SOUND | {"household_id": "H2", "income_score": None}, SOUND | {"household_id": "H3"}]

    found = rasoat.classify(pl.DataFrame(rows), partial=True)

    assert found["status"].to_list() == ["classified", "incomplete", "classified"]
    assert found.row(1)[2:6] == (None, None, None, None)


def test_partial_gives_no_class_to_a_row_whose_unused_cell_cannot_be_read(ticks: Ticks) -> None:
    base = {"area": "rural", "income_score": 100} | ticks()
    rows = [
        {"household_id": "H1", "deprivation_score": "3O"} | base,
        {"household_id": "H2", "deprivation_score": "0"} | base,
    ]

    found = rasoat.classify(pl.DataFrame(rows), partial=True)

    assert found["status"].to_list() == ["incomplete", "classified"]


def test_partial_distrusts_blanks_of_a_column_with_unlisted_faults(ticks: Ticks) -> None:
    base = {"area": "rural", "income_score": 100} | ticks()
    cells = ["x"] * 80 + ["0"] * 5
    rows = [{"household_id": f"H{n:03}", "deprivation_score": cell} | base for n, cell in enumerate(cells)]

    found = rasoat.classify(pl.DataFrame(rows), partial=True)

    assert found["status"].to_list() == ["incomplete"] * 80 + ["classified"] * 5


def test_no_row_stays_open_without_a_fault(law: Any) -> None:
    pack: Pack = make_pack(law, "national_2022")
    rows = [
        {
            "household_id": f"H{n}",
            "area": area,
            "income_score": income,
            "deprivation_score": score,
            "deprived_count": count,
        }
        for n, (area, income, score, count) in enumerate(
            (area, income, score, count)
            for area in ("rural", "x", None)
            for income in (0, None, -1, 500)
            for score in (0, None, 29, 30)
            for count in (0, None, 3)
        )
    ]

    found = classify_table(pl.DataFrame(rows, infer_schema_length=None), [pack], partial=True)

    open_rows = set(found.table.filter(pl.col("status") == "incomplete")["household_id"])
    told = {fault.place.household_id for fault in found.faults}
    assert told - {""} <= open_rows
    assert all(row["class"] is None for row in found.table.iter_rows(named=True) if row["household_id"] in open_rows)


def test_many_faults_are_listed_first_and_then_counted() -> None:
    rows = [SOUND | {"household_id": f"H{n}", "income_score": None} for n in range(1000)]

    found = refused(*rows, SOUND | {"household_id": "S"})

    assert len(found) == 51
    assert "950" in found[-1].vi
    assert "950" in found[-1].en


def test_every_fault_speaks_both_languages_and_says_what_to_do() -> None:
    for fault in refused(SOUND | {"area": None, "deprivation_score": 25}):
        assert fault.vi
        assert fault.en
        assert fault.remedy_vi
        assert fault.remedy_en
        assert fault.vi != fault.en
