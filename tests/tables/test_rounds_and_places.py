"""What the tables take, refuse, and how households find their row and their way."""

from dataclasses import replace
from datetime import date

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.dataset import Dataset
from rasoat.tables.api import tables
from rasoat.tables.check_reports import check_reports
from rasoat.tables.report import ReportTable

INDICATORS = [("water", "Nguồn nước")]
UNITS = {
    "unit_code": ["p", "u1", "u1", "u2"], "name": ["Tỉnh", "Xã Một", "Xã Một", "Xã Hai"],
    "level": ["province", "commune", "commune", "commune"], "parent_code": [None, "p", "p", "p"],
    "area": [None, "rural", "urban", "rural"], "households": [None, 10, 5, 20], "persons": [None, 40, 20, 80],
}  # fmt: skip
CURRENT = {
    "household_id": ["a", "b", "c"], "unit_code": ["u1", "u2", "u2"], "class": ["poor", "near_poor", "poor"],
    "household_size": [4, 3, 2], "ethnicity": ["01", "08", "01"], "village": ["Bản Cao", None, "Bản Xa"],
}  # fmt: skip


def line(table: ReportTable, row: int, unit: str = "Hộ") -> list[str | int | None]:
    offset = {"Hộ": 0, "Nhân khẩu": 1}[unit]
    return list(table.rows[2 * row + offset].cells[3:])


def faults_of(*args: object, **options: object) -> list[tuple[str, str, int | None, str]]:
    with pytest.raises(FaultsFoundError) as refused:
        tables(*args, indicators=INDICATORS, **options)  # type: ignore[arg-type]
    found = refused.value.faults
    assert all(fault.text_vi() and fault.text_en() for fault in found)
    return [(fault.rule, fault.place.column, fault.place.row, fault.value) for fault in found]


@pytest.mark.parametrize("form", [pd.DataFrame, pl.DataFrame, pa.table])
def test_any_kind_of_frame_gives_the_same_tables(form: type) -> None:
    straight = tables(pl.DataFrame(CURRENT), units=pl.DataFrame(UNITS), indicators=INDICATORS)

    other = tables(form(CURRENT), units=form(UNITS), indicators=INDICATORS)

    assert other.by_number == straight.by_number


def test_urban_and_rural_rows_of_a_unit_are_one_row_and_parts_add_up() -> None:
    made = tables(pl.DataFrame(CURRENT), units=pl.DataFrame(UNITS), indicators=INDICATORS, period="Năm 2026")

    assert [row.cells[:4] for row in made["1"].rows] == [
        (None, "Tỉnh", 35, 140), ("1", "Xã Một", 15, 60), ("2", "Xã Hai", 20, 80),
    ]  # fmt: skip
    assert [row.depth for row in made["1"].rows] == [0, 1, 1]
    assert made["1"].rows[0].bold
    assert made["1"].period == "Năm 2026"


def test_a_commune_is_split_by_village_and_the_unnamed_village_keeps_the_sum() -> None:
    made = tables(pl.DataFrame(CURRENT), units=pl.DataFrame(UNITS), unit="u2", indicators=INDICATORS)

    assert [row.cells[1] for row in made["1"].rows] == ["Xã Hai", "Bản Xa", "Chưa ghi thôn"]
    assert [row.cells[4] for row in made["1"].rows] == [1, 1, 0]
    assert made["1"].parent_name == "Tỉnh"


def test_a_move_inside_is_a_movement_of_the_communes_and_not_of_the_province() -> None:
    before = pl.DataFrame(CURRENT).with_columns(unit_code=pl.Series(["u2", "u2", "u2"]))
    history = pl.DataFrame({"household_id": ["z"], "year": [2020], "class": ["poor"]})

    made = tables(pl.DataFrame(CURRENT), before, units=pl.DataFrame(UNITS), history=history, indicators=INDICATORS)

    assert line(made["2"], 0) == [2, 0, 0, 0, 0, 0, 0, 0, 2]
    assert line(made["2"], 1) == [0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert line(made["2"], 2) == [2, 0, 0, 1, 0, 0, 0, 0, 1]
    assert made.moves_inside == 1
    assert "1 hộ chuyển địa bàn" in made["2"].notes[-1]
    assert made.failed == []


def test_the_birth_in_a_crossing_household_stands_where_it_ends() -> None:
    before = pl.DataFrame({"household_id": ["h"], "class": ["poor"], "household_size": [5]})
    after = pl.DataFrame({"household_id": ["h"], "class": ["near_poor"], "household_size": [6]})
    history = pl.DataFrame({"household_id": ["h"], "year": [2020], "class": ["poor"]})

    made = tables(after, before, history=history, indicators=INDICATORS)

    assert line(made["2"], 0, "Nhân khẩu") == [5, 5, 0, 0, 0, 0, 0, 0, 0]
    assert line(made["3"], 0, "Nhân khẩu") == [0, 0, 0, 0, 5, 0, 0, 1, 6]


@pytest.mark.parametrize(
    ("complete", "kind", "columns"),
    [(False, None, {"c3": 1}), (False, "moved_out", {"c4": 1}), (False, "died", {"c4": 1}), (True, None, {"c4": 1})],
)
def test_who_is_missing_at_the_end(complete: bool, kind: str | None, columns: dict[str, int]) -> None:
    before = pl.DataFrame({"household_id": ["h", "k"], "class": ["poor", "poor"]})
    after = pl.DataFrame({"household_id": ["k"], "class": ["poor"], "change_kind": [None]})
    if kind:
        gone = pl.DataFrame({"household_id": ["h"], "class": [None], "change_kind": [kind]})
        after = pl.concat([after, gone], how="vertical_relaxed")

    made = tables(after, before, indicators=INDICATORS, complete=complete)

    assert {f"c{n}": value for n, value in enumerate(line(made["2"], 0), start=1) if value and 1 < n < 9} == columns


@pytest.mark.parametrize(
    ("complete", "kind", "column"),
    [(False, None, 7), (False, "moved_in", 8), (False, "split", 8), (False, "merged", 8), (True, None, 8)],
)
def test_who_was_missing_at_the_start(complete: bool, kind: str | None, column: int) -> None:
    before = pl.DataFrame({"household_id": ["k"], "class": ["poor"]})
    after = pl.DataFrame({"household_id": ["h", "k"], "class": ["poor", "poor"], "change_kind": [kind, None]})
    history = pl.DataFrame({"household_id": ["k"], "year": [2020], "class": ["poor"]})

    made = tables(after, before, history=history, indicators=INDICATORS, complete_previous=complete)

    assert [n for n, value in enumerate(line(made["2"], 0), start=1) if value and 1 < n < 9] == [column]


@pytest.mark.parametrize(
    ("options", "earlier", "now", "column"),
    [
        ({}, "poor", "poor", 6),
        ({}, "near_poor", "poor", 7),
        ({"near_poor_then_poor": "c6"}, "near_poor", "poor", 6),
        ({}, "near_poor", "near_poor", 6),
        ({}, "poor", "near_poor", 7),
        ({"poor_then_near_poor": "c6"}, "poor", "near_poor", 6),
        ({"year": 2026, "look_back": 3}, "poor", "poor", 7),
        ({"year": 2026, "look_back": 6}, "poor", "poor", 6),
        ({"year": 2020}, "poor", "poor", 7),
    ],
)
def test_earlier_classes_and_the_questions_the_law_leaves_open(
    options: dict[str, object], earlier: str, now: str, column: int
) -> None:
    before = pl.DataFrame({"household_id": ["k"], "class": ["not_poor"]})
    after = pl.DataFrame({"household_id": ["h"], "class": [now]})
    history = pl.DataFrame({"household_id": ["h"], "year": [2020], "class": [earlier]})

    made = tables(after, before, history=history, indicators=INDICATORS, **options)  # type: ignore[arg-type]

    printed = line(made["2" if now == "poor" else "3"], 0)
    assert [n for n, value in enumerate(printed, start=1) if value and 1 < n < 9] == [column]


def test_no_movement_across_standards() -> None:
    before = pl.DataFrame({"household_id": ["h"], "class": ["poor"], "standard_id": ["national_2016"]})

    made = tables(pl.DataFrame(CURRENT), before, indicators=INDICATORS)

    assert set(line(made["2"], 0)) == {None}
    assert "national_2016" in dict(made["2"].blank_reasons)[""]


def test_units_that_merged_open_with_the_sum_of_their_parts() -> None:
    before = pl.DataFrame({"household_id": ["a", "x"], "unit_code": ["old1", "old2"], "class": ["poor", "poor"]})

    made = tables(
        pl.DataFrame(CURRENT), before, units=pl.DataFrame(UNITS), indicators=INDICATORS,
        successions={"old1": "u1", "old2": "u1"},
    )  # fmt: skip

    assert line(made["2"], 1)[0] == 2
    assert line(made["2"], 1)[3] == line(made["2"], 1)[7] == 0


def test_bad_values_are_refused_all_at_once_with_their_rows() -> None:
    bad = pl.DataFrame({
        "household_id": ["a", "a", "b", None], "class": ["poor", "rich", None, "poor"],
        "household_size": ["4", "bốn", "2", "1"], "ethnicity": ["01", "77", "1", "01"], "water": [0, 2, 1, 1],
    })  # fmt: skip

    found = faults_of(bad)

    assert set(found) == {
        ("wrong-type", "household_size", 2, "bốn"), ("missing-key", "household_id", 4, ""),
        ("duplicate-household", "household_id", 1, "a"), ("duplicate-household", "household_id", 2, "a"),
        ("class-missing", "class", 3, ""), ("unknown-value", "class", 2, "rich"),
        ("unknown-value", "ethnicity", 2, "77"), ("unknown-value", "water", 2, "2"),
    }  # fmt: skip


def test_a_household_of_an_unknown_unit_is_refused() -> None:
    lost = pl.DataFrame({"household_id": ["a"], "unit_code": ["u9"], "class": ["poor"]})

    assert faults_of(lost, units=pl.DataFrame(UNITS)) == [("unit-unknown", "unit_code", None, "u9")]


def test_unknown_units_are_told_once_a_code_with_their_households() -> None:
    codes = ["u9"] * 3 + ["u8"] + [f"v{number:02d}" for number in range(30)]
    lost = pl.DataFrame({"household_id": [f"h{row}" for row in range(len(codes))], "unit_code": codes,
                         "class": ["poor"] * len(codes)})  # fmt: skip

    with pytest.raises(FaultsFoundError) as refused:
        tables(lost, units=pl.DataFrame(UNITS), indicators=INDICATORS)

    found = refused.value.faults
    assert [fault.value for fault in found[:3]] == ["u9", "u8", "v00"]
    assert found[0].vi.startswith("đơn vị của 3 hộ")
    assert len(found) == 20
    assert found[-1].vi.endswith("còn 12 mã khác")


def test_a_register_that_does_not_hold_together_is_refused() -> None:
    units = pl.DataFrame({
        "unit_code": ["p", "u", "x", "y"], "parent_code": [None, "p", "y", "x"], "households": [5, 4, None, None],
    })  # fmt: skip
    doubled = pl.DataFrame({"unit_code": ["u", "u"], "area": ["rural", "rural"], "households": [1, 1]})
    wrong_sum = pl.DataFrame({"unit_code": ["p", "u"], "parent_code": [None, "p"], "households": [5, 4]})

    assert [fault[0] for fault in faults_of(pl.DataFrame(CURRENT), units=units)] == ["unit-circle", "unit-circle"]
    assert [fault[0] for fault in faults_of(pl.DataFrame(CURRENT), units=doubled)] == ["unit-twice"]
    assert [fault[0] for fault in faults_of(pl.DataFrame(CURRENT), units=wrong_sum)] == ["unit-total-differs"]


def test_data_of_another_standard_and_an_unknown_unit_are_refused() -> None:
    other = pl.DataFrame({"household_id": ["h"], "class": ["poor"], "standard_id": ["national_2016"]})

    assert [fault[0] for fault in faults_of(other)] == ["standard-differs"]
    assert [fault[0] for fault in faults_of(pl.DataFrame(CURRENT), unit="u9")] == ["unit-unknown"]
    assert [fault[0] for fault in faults_of("not a frame")] == ["not-a-table"]
    assert [fault[0] for fault in faults_of(pl.DataFrame({"household_id": ["h"]}))] == ["column-missing"]


def two_generations() -> Dataset:
    members = pl.DataFrame({
        "household_id": ["a", "a", "b"], "member_no": [2, 1, 1], "full_name": ["Con A", "Chủ A", "Chủ B"],
        "relation": ["child", "head", "head"], "sex": [1, 2, 1], "birth_year": [2015, None, 1960],
        "birth_date": [None, date(1990, 12, 20), None], "personal_id": ["001", None, None],
    })  # fmt: skip
    frame = pl.DataFrame(CURRENT)[:2].with_columns(
        household_size=pl.Series([2, 1]), flag_merit=pl.Series([True, False]), supports=pl.lit("health; credit")
    )
    return Dataset(frame, members)


def test_the_detailed_list_puts_the_head_first_and_household_marks_on_its_row() -> None:
    before = pl.DataFrame({"household_id": ["a"], "class": ["poor"]})

    made = tables(
        two_generations(), before, units=pl.DataFrame(UNITS), indicators=INDICATORS, age_date=date(2026, 12, 14)
    )

    keys = [column.key for column in made["15"].columns]
    rows = [dict(zip(keys, row.cells, strict=True)) for row in made["15"].rows]
    assert [row["full_name"] for row in rows] == ["Xã Một", "Chủ A", "Con A"]
    assert [row["household_no"] for row in rows] == [None, "1", None]
    assert (rows[1]["born_female"], rows[2]["born_male"]) == ("1990", "2015")
    assert [rows[1][key] for key in ("old", "new", "flag_merit", "support_health", "support_credit")] == [
        "x", None, "x", "x", "x",
    ]  # fmt: skip
    assert rows[2]["flag_merit"] is None
    assert made.failed == []


def test_the_first_list_sheet_has_27_columns_in_the_order_of_the_workbook() -> None:
    made = tables(two_generations(), units=pl.DataFrame(UNITS), indicators=INDICATORS, age_date=date(2026, 12, 14))

    keys = [column.key for column in made["DS1"].columns]
    head = dict(zip(keys, made["DS1"].rows[0].cells, strict=True))
    assert len(keys) == 27
    assert [keys[index] for index in (2, 5, 7, 15, 18, 26)] == [
        "head_name", "birth_date", "personal_id", "class", "income_score", "household_size",
    ]  # fmt: skip
    assert (head["birth_date"], head["age"], head["class"], head["commune"]) == ("20/12/1990", 35, "Hộ nghèo", "Xã Một")
    assert [row.cells[keys.index("age")] for row in made["DS1"].rows] == [35, 11, 66]
    assert any(note.startswith("Cột A, B, Y của tệp danh sách") for note in made["DS1"].notes)


def test_escaped_households_are_listed_with_the_members_they_were_known_by() -> None:
    before = two_generations()
    after = pl.DataFrame({"household_id": ["a"], "unit_code": ["u1"], "class": ["near_poor"], "household_size": [2]})

    made = tables(after, before, units=pl.DataFrame(UNITS), indicators=INDICATORS)

    assert len(made["DS2"].columns) == len(made["DS3"].columns) == 16
    assert [row.cells[12] for row in made["DS2"].rows] == ["Trở thành hộ cận nghèo"]
    assert [row.cells[2] for row in made["DS3"].rows] == ["Chủ B"]


def test_wrong_sums_on_a_finished_table_are_found() -> None:
    made = tables(pl.DataFrame(CURRENT), units=pl.DataFrame(UNITS), indicators=INDICATORS)
    first = made["1"].rows[1]
    broken = replace(first, cells=(*first.cells[:4], 7, *first.cells[5:]))
    table = replace(made["1"], rows=(made["1"].rows[0], broken, *made["1"].rows[2:]))

    results = check_reports(replace(made, by_number=made.by_number | {"1": table}))

    wrong = {(result.check, result.difference) for result in results if result.holds is False}
    assert {("X15", -6), ("X05", 6)} <= wrong
