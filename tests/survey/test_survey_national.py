import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.dataset import Dataset
from rasoat.survey.ethnic_groups import ethnic_groups
from rasoat.survey.national_write import write_national
from rasoat.survey.reading import read_any

Row = dict[str, Any]

names = st.sampled_from(["Lò Thị Mỷ", "Đỗ Văn Út", "Hà Ỷ", "=1+1", "Ksor H'Bia"])
numbers = st.integers(0, 10**12 - 1).map(lambda number: f"{number:012d}")
births = st.dates(date(1930, 1, 1), date(2025, 12, 31))


# Workbooks are slow to make: few examples, and no shrinking of a failing one.
workbook_settings = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@st.composite
def rounds(draw: st.DrawFn) -> Dataset:
    """A small round in which every member has a number of his own."""
    free = iter(draw(st.lists(numbers, min_size=24, max_size=24, unique=True)))
    households: list[Row] = []
    members: list[Row] = []
    for at in range(draw(st.integers(1, 5))):
        exit_list = draw(st.sampled_from([None, "escaped_poor", "escaped_near_poor"]))
        listed = {None: ["poor", "near_poor"], "escaped_poor": ["near_poor", "not_poor"]}.get(exit_list, ["not_poor"])
        size = draw(st.integers(1, 4))
        people = [
            {
                "household_id": f"h{at}", "member_no": number, "full_name": draw(names),
                "relation": "head" if number == 1 else draw(st.sampled_from(["spouse", "child", "other"])),
                "sex": draw(st.sampled_from([1, 2, None])), "birth_date": (day := draw(st.none() | births)),
                "birth_year": day.year if day else draw(st.none() | st.integers(1930, 2025)),
                "ethnicity": draw(st.sampled_from([group.code for group in ethnic_groups()])),
                "personal_id": next(free),
            }
            for number in range(1, size + 1)
        ]  # fmt: skip
        members += people
        households.append({
            "household_id": f"h{at}", "head_name": people[0]["full_name"], "class": draw(st.sampled_from(listed)),
            "escaped_list": exit_list, "household_size": size, "unit_code": draw(st.sampled_from(["00123", None])),
            "village": draw(st.sampled_from(["Thôn 1", "Bản Mới"])), "income_score": draw(st.integers(0, 200)),
            "deprivation_score": draw(st.integers(0, 12)) * 10, "decision_no": draw(st.sampled_from(["012", None])),
            "decision_date": draw(st.none() | births), "flag_minority": draw(st.booleans()),
            "causes": draw(st.sampled_from([None, "", "C1", "C4;C7"])),
            "address": draw(st.sampled_from(["Tổ 1", None])),
        })  # fmt: skip
    types = {"birth_date": pl.Date, "birth_year": pl.Int64, "sex": pl.Int64}
    return Dataset(
        pl.DataFrame(households, schema_overrides={"decision_date": pl.Date, "unit_code": pl.String}),
        pl.DataFrame(members, schema_overrides=types),
    )


def same(left: Dataset, right: Dataset) -> bool:
    return (
        left.households.equals(right.households)
        and left.members.equals(right.members)
        and left.carried.keys() == right.carried.keys()
        and all(left.carried[name].equals(right.carried[name]) for name in left.carried)
    )


@workbook_settings
@given(rounds())
def test_what_was_read_is_written_and_read_again_alike(tmp_path: Path, made: Dataset) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write_national(made, first)
    read = read_any(first)

    write_national(read, second)

    assert [fault for fault in read.faults if fault.severity == "error"] == []
    assert same(read_any(second), read)


@workbook_settings
@given(rounds())
def test_the_facts_of_a_round_survive_the_workbook(tmp_path: Path, made: Dataset) -> None:
    write_national(made, tmp_path / "a.xlsx")

    read = read_any(tmp_path / "a.xlsx")

    facts = ["full_name", "relation", "sex", "birth_date", "birth_year", "ethnicity", "personal_id"]
    assert sorted(read.members.select(facts).rows(), key=str) == sorted(made.members.select(facts).rows(), key=str)
    scores = ["class", "escaped_list", "household_size", "income_score", "deprivation_score"]
    assert sorted(read.households.select(scores).rows(), key=str) == sorted(
        made.households.select(scores).rows(), key=str
    )


@pytest.fixture
def small() -> Dataset:
    households = pl.DataFrame({
        "household_id": ["a", "b"], "head_name": ["Lò Thị Mỷ", "Đỗ Văn Út"], "class": ["poor", "near_poor"],
        "escaped_list": [None, "escaped_poor"], "household_size": [2, 1], "income_score": [100, 120],
        "deprivation_score": [40, 10], "unit_code": ["00123", "00123"],
    })  # fmt: skip
    members = pl.DataFrame({
        "household_id": ["a", "a", "b"], "member_no": [1, 2, 1], "full_name": ["Lò Thị Mỷ", "Lò A", "Đỗ Văn Út"],
        "relation": ["head", "child", "head"], "sex": [2, 1, 1], "birth_year": [1984, 2015, 1960],
        "birth_date": [date(1984, 11, 5), None, None], "ethnicity": ["08", "08", "01"],
        "personal_id": ["001184000001", "001215000002", "001060000003"],
    })  # fmt: skip
    return Dataset(households, members)


@pytest.fixture
def edited(tmp_path: Path, small: Dataset) -> Callable[[Callable[[openpyxl.Workbook], None]], Dataset]:
    """Write the small round, change it the way people do, read it."""

    def edit(change: Callable[[openpyxl.Workbook], None]) -> Dataset:
        path = tmp_path / "edited.xlsx"
        write_national(small, path)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return read_any(path)

    return edit


def as_written(_: openpyxl.Workbook) -> None:
    """No change."""


def test_rows_become_households_and_members(edited: Any) -> None:
    data = edited(as_written)

    assert data.faults == ()
    assert data.households.select("head_name", "class", "escaped_list", "household_size", "female_head").rows() == [
        ("Lò Thị Mỷ", "poor", None, 2, True),
        ("Đỗ Văn Út", "near_poor", "escaped_poor", 1, False),
    ]
    assert data.members["member_no"].to_list() == [1, 2, 1]
    assert data.members["personal_id"][0] == "001184000001"
    assert data.members["source_row"].to_list() == [8, 9, 10]


def test_real_dates_numbers_and_other_spellings_are_read(edited: Any) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet["F8"] = date(1984, 11, 5)
        sheet["F9"] = 2015
        sheet["G8"] = "NU"
        sheet["O8"] = "H'Mông"
        sheet["P8"] = "N"
        sheet["S8"] = 100.0
        sheet["D8"] = unicodedata.normalize("NFD", "  Lò  Thị Mỷ")
        sheet["U8"] = "X"
        for title, sheet in zip(
            ("HO NGHEO, HO CAN NGHEO", "Ho thoat ngheo", "Ho thoat can ngheo"), book.worksheets, strict=True
        ):
            sheet.title = title

    data = edited(change)

    assert data.faults == ()
    first, second, third = data.members.rows(named=True)
    assert (first["birth_date"], first["sex"], first["ethnicity"]) == (date(1984, 11, 5), 2, "08")
    assert first["full_name"] == unicodedata.normalize("NFC", "Lò  Thị Mỷ")
    assert (second["birth_date"], second["birth_year"]) == (None, 2015)
    assert third["household_id"] != first["household_id"]
    assert data.households["flag_minority"].to_list() == [True, False]


def test_unknown_columns_and_the_head_of_the_sheet_are_given_back(edited: Any, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet["A8"], sheet["B8"], sheet["Y9"], sheet["AB6"], sheet["AB8"] = 1, 1, "riêng", "Cột của tỉnh", "007"
        sheet["A3"] = "Xã A, tỉnh B"
        sheet.merge_cells("A3:C3")
        book.worksheets[1]["N10"] = "giữ nguyên"
        book.worksheets[1]["M10"] = "ghi chú"

    write_national(edited(change), tmp_path / "again.xlsx")

    book = openpyxl.load_workbook(tmp_path / "again.xlsx")
    sheet = book.worksheets[0]
    assert [sheet[cell].value for cell in ("A8", "B8", "Y9", "AB6", "AB8", "A3")] == [
        1, 1, "riêng", "Cột của tỉnh", "007", "Xã A, tỉnh B",
    ]  # fmt: skip
    assert "A3:C3" in [str(area) for area in sheet.merged_cells.ranges]
    assert (book.worksheets[1]["N10"].value, book.worksheets[1]["M10"].value) == ("giữ nguyên", "ghi chú")


def test_identity_numbers_are_written_as_text(edited: Any, tmp_path: Path) -> None:
    write_national(edited(as_written), tmp_path / "again.xlsx")

    cell = openpyxl.load_workbook(tmp_path / "again.xlsx").worksheets[0]["H8"]

    assert (cell.value, cell.data_type, cell.number_format) == ("001184000001", "s", "@")


def test_bad_cells_are_named_by_sheet_row_and_column(edited: Any) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["F9"] = "31/02/2015"
        book.worksheets[0]["P10"] = "giàu"
        book.worksheets[0]["S8"] = "1,5"

    faults = edited(change).faults

    assert {(fault.rule, fault.place.row, fault.place.column) for fault in faults} == {
        ("not-date", 9, "F (Ngày sinh)"),
        ("not-in-list", 10, "P (Phân loại hộ)"),
        ("not-integer", 8, "S (B1)"),
    }
    assert {fault.place.sheet for fault in faults} == {"Hộ nghèo, hộ cận nghèo"}


def test_rows_of_one_household_that_disagree_are_at_fault(edited: Any) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["S9"] = 99

    assert [(fault.rule, fault.place.row) for fault in edited(change).faults] == [("rows-disagree", 9)]


def test_an_exit_without_number_that_looks_listed_gets_no_class(edited: Any) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[1]["G10"] = None

    data = edited(change)

    assert [fault.rule for fault in data.faults] == ["maybe-on-both-lists"]
    assert data.households["class"].to_list() == ["poor", "near_poor", None]


def test_trailing_blank_rows_and_number_rows_are_skipped(edited: Any) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.insert_rows(8)
        for column in range(1, 28):
            sheet.cell(8, column).value = f"({column})"
        for row in range(12, 40):
            sheet.cell(row, 4).value = "  "

    assert edited(change).members.height == 3


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda book: book.remove(book.worksheets[1]), "sheet-missing"),
        (lambda book: book.worksheets[0].delete_rows(1, 7), "header-not-found"),
        (lambda book: book.worksheets[0].delete_cols(8), "column-missing"),
    ],
)
def test_a_layout_that_does_not_fit_is_refused(edited: Any, change: Any, rule: str) -> None:
    with pytest.raises(FaultsFoundError) as error:
        edited(change)

    assert {fault.rule for fault in error.value.faults} == {rule}


def test_a_workbook_of_other_sheets_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(FaultsFoundError) as error:
        read_any(tmp_path / "a.xlsx")

    assert [fault.rule for fault in error.value.faults] == ["sheet-missing"]


def test_codes_of_two_files_never_meet(edited: Any) -> None:
    first = edited(as_written)
    second = edited(lambda book: book.worksheets[0].__setitem__("D9", "Lò Khác"))

    assert not set(first.households["household_id"]) & set(second.households["household_id"])


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, small: Dataset) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("cũ")
    broken = Dataset(small.households, small.members.with_columns(pl.lit(1).alias("birth_date")))

    with pytest.raises(pl.exceptions.PolarsError):
        write_national(broken, path)

    assert path.read_text() == "cũ"
    assert list(tmp_path.iterdir()) == [path]
