"""What an output must bear goes with the households through every kind of file."""

import unicodedata
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.book import shipped_law
from rasoat.law.watermark import SIMULATED, join_watermarks
from rasoat.survey.dataset import Dataset
from rasoat.survey.national_write import write_national
from rasoat.survey.notices import joined_notices, notice_in, notices_of
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template

BOOK = shipped_law()
MARK = BOOK.point_table("minh-hoa-2022").watermark
FORM = questionnaire_for(BOOK.standard("national_2022"))

marks = st.lists(st.sampled_from([MARK, "B", "C", f"{SIMULATED}: thử"]), max_size=4).map("; ".join)


@given(marks, marks)
def test_joined_watermarks_hold_every_part_once(one: str, other: str) -> None:
    joined = join_watermarks(one, other)

    parts = joined.split("; ") if joined else []
    assert set(parts) == set(filter(None, f"{one}; {other}".split("; ")))
    assert len(parts) == len(set(parts))
    assert join_watermarks(joined, one, joined) == joined


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (MARK, MARK),
        (MARK.lower(), MARK),
        (unicodedata.normalize("NFD", MARK), MARK),
        (f"DANH SÁCH\n{MARK}", MARK),
        (f"{SIMULATED}: thử", f"{SIMULATED}: thử"),
        (f"{MARK}; dấu khác", f"{MARK}; dấu khác"),
        ("Dấu của tỉnh", "Dấu của tỉnh"),
        ("DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO", ""),
        (f"theo {MARK}", ""),
        ("", ""),
    ],
)
def test_watermarks_are_told_from_other_texts(written: str, read: str) -> None:
    assert notice_in(["Xã A", None, written], "Dấu của tỉnh") == read


def test_notices_of_several_tables_are_told_once() -> None:
    tables = [pl.DataFrame({"notice": ["B", None, "A; B"]}), pl.DataFrame({"notice": [None]}), pl.DataFrame({"x": [1]})]

    assert notices_of(*tables) == "A; B"


def test_each_household_keeps_its_own_notice() -> None:
    households = pl.DataFrame({"notice": ["B", None, "A"]})

    assert joined_notices(households, "A").to_list() == ["A; B", "A", "A"]


def round_with(notice: str | None) -> Dataset:
    households = pl.DataFrame({
        "household_id": ["a"], "area": ["rural"], "head_name": ["Lò Thị Mỷ"], "class": ["poor"], "household_size": [1],
        "income_score": [100], "deprivation_score": [40], "notice": pl.Series([notice], dtype=pl.String),
    })  # fmt: skip
    members = pl.DataFrame({
        "household_id": ["a"], "member_no": [1], "full_name": ["Lò Thị Mỷ"], "relation": ["head"], "sex": [2],
        "birth_year": [1984], "ethnicity": ["08"], "personal_id": ["001184000001"],
    })  # fmt: skip
    return Dataset(households, members.with_columns(pl.lit(None, pl.Date).alias("birth_date")))


@pytest.mark.parametrize("notice", [MARK, f"{SIMULATED}: thử", f"{MARK}; {SIMULATED}: thử"])
def test_the_national_workbook_carries_the_notice(tmp_path: Path, notice: str) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_national(round_with(notice), first, lines=["Xã A", "Năm 2026"])

    read = read_any(first)
    write_national(read, second)

    assert read.households["notice"].to_list() == read_any(second).households["notice"].to_list() == [notice]
    for sheet in openpyxl.load_workbook(second).worksheets:
        assert [sheet[cell].value for cell in ("A2", "A3", "A4")] == [notice, "Xã A", "Năm 2026"]
        assert MARK not in notice or MARK in str(sheet.oddHeader.center.text)


@pytest.mark.parametrize("rows", [2, 6])
def test_a_head_that_was_read_without_it_gets_the_notice(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.xlsx"
    write_national(round_with(None), path, lines=["dòng"] * rows)
    read = read_any(path)
    assert "notice" not in read.households.columns

    marked = Dataset(read.households.with_columns(pl.lit(MARK).alias("notice")), read.members, carried=read.carried)
    write_national(marked, path)

    again = read_any(path)
    assert again.households["notice"].to_list() == [MARK]
    assert again.members["full_name"].to_list() == ["Lò Thị Mỷ"]


def test_the_survey_workbook_carries_the_notice(tmp_path: Path) -> None:
    write_survey_template(FORM, tmp_path / "a.xlsx", round_with(MARK))

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["Hộ"]["E1"].value == book["Thành viên"]["E1"].value == MARK
    assert read_any(tmp_path / "a.xlsx").households["notice"].to_list() == [MARK]


def test_the_line_alone_is_enough_in_the_survey_workbook(tmp_path: Path) -> None:
    write_survey_template(FORM, tmp_path / "a.xlsx", round_with(None))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["Thành viên"]["G1"] = MARK
    book.save(tmp_path / "a.xlsx")

    assert read_any(tmp_path / "a.xlsx").households["notice"].to_list() == [MARK]


def test_a_plain_survey_workbook_has_no_notice(tmp_path: Path) -> None:
    write_survey_template(FORM, tmp_path / "a.xlsx", round_with(None))

    assert "notice" not in read_any(tmp_path / "a.xlsx").households.columns
