"""Only what changed is checked again, and the result is that of a full check."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.law.pack import Pack
from rasoat.survey.dataset import Dataset
from rasoat.survey.marking.api import examine_file, mark
from rasoat.survey.marking.digests import units_of
from rasoat.survey.marking.names import HELPER_TITLE
from rasoat.survey.marking.recheck import Examination, examine
from rasoat.survey.marking.record import Changes

Read = Callable[[Path], Dataset]
Write = Callable[[Dataset, Path], Path]
Examine = Callable[..., Examination]
ANY = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}

CELLS = st.lists(
    st.tuples(
        st.sampled_from(["household", "member"]),
        st.integers(0, 400),
        st.sampled_from([
            "household_id", "area", "deprivation_score", "water", "household_size", "head_name",
            "personal_id", "full_name", "relation", "sex", "birth_year", "activity", "uses_internet",
        ]),
        st.integers(0, 400),
    ),
    max_size=6,
)  # fmt: skip
"""Cells that are blanked (even numbers) or take the value of another row: a table, a row, a column, a source."""


def with_cells(data: Dataset, cells: list[tuple[str, int, str, int]]) -> Dataset:
    """The round with single cells changed, as an officer may."""
    frames = {"household": data.households, "member": data.members}
    for table, row, column, source in cells:
        frame = frames[table]
        if column not in frame.columns or frame.is_empty():
            continue
        values = frame[column].to_list()
        values[row % len(values)] = None if source % 2 else values[source % len(values)]
        frames[table] = frame.with_columns(pl.Series(column, values, dtype=frame.schema[column]))
    return replace(data, households=frames["household"], members=frames["member"])


def moved(data: Dataset, rows: int, reverse: bool) -> Dataset:
    """The round with rows put in above, or sorted the other way round."""
    frames = [frame.reverse() if reverse else frame for frame in (data.households, data.members)]
    numbered = [
        frame.with_columns((pl.int_range(pl.len(), dtype=pl.Int64) + 4 + rows).alias("source_row")) for frame in frames
    ]
    return replace(data, households=numbered[0], members=numbered[1])


@pytest.fixture
def first(spoiled: Dataset, as_survey: Write, read: Read, tmp_path: Path) -> Dataset:
    return read(as_survey(spoiled, tmp_path / "ban.xlsx"))


@given(before=CELLS, after=CELLS, rows=st.integers(0, 2), reverse=st.booleans())
@settings(max_examples=40, **ANY)  # type: ignore[arg-type]
def test_checking_what_changed_equals_checking_all(
    first: Dataset, examined: Examine,
    before: list[tuple[str, int, str, int]], after: list[tuple[str, int, str, int]], rows: int, reverse: bool,
) -> None:  # fmt: skip
    old = with_cells(first, before)
    new = moved(with_cells(old, after), rows, reverse)

    again = examined(new, examined(old))

    assert again.faults == examined(new).faults


@given(cells=CELLS)
@settings(max_examples=15, **ANY)  # type: ignore[arg-type]
def test_what_was_checked_in_part_can_be_checked_in_part_again(
    first: Dataset, examined: Examine, cells: list[tuple[str, int, str, int]]
) -> None:
    middle = with_cells(first, cells[:3])
    last = with_cells(middle, cells[3:])

    again = examined(last, examined(middle, examined(first)))

    assert again.faults == examined(last).faults


def test_an_unchanged_file_is_hardly_checked(first: Dataset, examined: Examine) -> None:
    before = examined(first)

    again = examined(first, before)

    assert again.faults == before.faults
    assert again.rechecked <= 3
    assert again.households == first.households.height
    assert again.changes == Changes(mended=0, left=len(before.faults), new=0)


def test_mended_left_and_new_faults_are_counted(first: Dataset, examined: Examine) -> None:
    before = examined(first)
    areas = first.households["area"].to_list()
    assert areas[1] is None
    areas[1], areas[4] = "rural", None
    mended = replace(first, households=first.households.with_columns(pl.Series("area", areas)))

    again = examined(mended, before)

    assert again.changes == Changes(mended=1, left=len(before.faults) - 1, new=1)


def test_a_double_number_is_found_in_households_that_did_not_change(first: Dataset, examined: Examine) -> None:
    numbers = first.members["personal_id"].to_list()
    known = [at for at, number in enumerate(numbers) if number is not None and numbers.count(number) == 1]
    numbers[known[-1]] = numbers[known[0]]
    doubled = replace(first, members=first.members.with_columns(pl.Series("personal_id", numbers)))

    again = examined(doubled, examined(first))

    rows = {fault.place.row for fault in again.faults if fault.rule == "personal-id-twice"}
    assert {first.members["source_row"][known[0]], first.members["source_row"][known[-1]]} <= rows


@pytest.mark.parametrize("other", ["day", "law", "column"])
def test_with_another_day_law_or_column_all_is_checked(
    first: Dataset, examined: Examine, pack: Pack, other: str
) -> None:
    before = examined(first)
    data, law, on = first, pack, date(2026, 9, 15)
    if other == "day":
        on = date(2026, 9, 16)
    elif other == "law":
        law = pack.model_copy(update={"assumptions": ("thử",)})
    else:
        data = replace(first, households=first.households.with_columns(pl.lit("x").alias("mới")))

    again = examine(data, law, on, before.record, salt=b"muoi")

    assert again.rechecked == again.households
    assert again.changes is not None


def test_rows_of_one_code_are_no_unit(first: Dataset) -> None:
    codes = first.households["household_id"].to_list()
    codes[1], codes[2] = codes[0], None

    units = units_of(replace(first, households=first.households.with_columns(pl.Series("household_id", codes))))

    assert len(units) == first.households.height - 3


def test_a_blank_is_not_an_empty_text_and_cells_do_not_run_together(first: Dataset) -> None:
    def contents(name: str | None, village: str | None) -> bytes:
        one = first.households.head(1).with_columns(pl.lit(name).alias("head_name"), pl.lit(village).alias("village"))
        return units_of(replace(first, households=one))[0].content

    found = [contents("a", "bc"), contents("ab", "c"), contents(None, "c"), contents("", "c"), contents("-", "c")]

    assert len(set(found)) == len(found)


@pytest.mark.parametrize("kind", ["survey", "national"])
def test_a_mended_copy_is_known_again(
    kind: str, spoiled: Dataset, as_survey: Write, as_national: Write, read: Read, pack: Pack, tmp_path: Path
) -> None:
    on = date(2026, 9, 15)
    path = {"survey": as_survey, "national": as_national}[kind](spoiled, tmp_path / "ban.xlsx")
    first = examine_file(path, read(path), pack, on)
    mark(path, first.faults, tmp_path / "dau.xlsx", record=first.record)
    book = openpyxl.load_workbook(tmp_path / "dau.xlsx")
    sheet = book.worksheets[1 if kind == "survey" else 0]
    column, row = ("F", 8) if kind == "survey" else ("D", 9)
    sheet[f"{column}{row}"] = "Người Khác"
    book.save(tmp_path / "sua.xlsx")

    data = read(tmp_path / "sua.xlsx")
    again = examine_file(tmp_path / "sua.xlsx", data, pack, on)

    assert again.faults == examine(data, pack, on, salt=b"x").faults
    assert 0 < again.rechecked < again.households or again.households < 3
    assert again.changes is not None
    assert again.changes.left > 0


def test_without_our_tab_all_is_checked(
    spoiled: Dataset, as_survey: Write, read: Read, pack: Pack, tmp_path: Path
) -> None:
    path = as_survey(spoiled, tmp_path / "ban.xlsx")
    first = examine_file(path, read(path), pack, date(2026, 9, 15))
    mark(path, first.faults, tmp_path / "dau.xlsx", record=first.record)
    book = openpyxl.load_workbook(tmp_path / "dau.xlsx")
    del book[HELPER_TITLE]
    book.save(tmp_path / "dau.xlsx")

    again = examine_file(tmp_path / "dau.xlsx", read(tmp_path / "dau.xlsx"), pack, date(2026, 9, 15))

    assert (again.changes, again.rechecked) == (None, again.households)
    assert [replace(fault, place=replace(fault.place, file="")) for fault in again.faults] == [
        replace(fault, place=replace(fault.place, file="")) for fault in first.faults
    ]
