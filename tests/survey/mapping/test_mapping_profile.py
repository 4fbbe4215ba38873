"""The profile: strict YAML with faults at their lines; columns that moved are found again, missing ones are named."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.propose import propose
from rasoat.survey.mapping.read import read_mapped

from .conftest import MakeBook

HEADS = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Mã xã", "Cây trồng"]
ROWS: list[list[Any]] = [
    HEADS, [1, "Lò Văn An", "Chủ hộ", 1980, "00123", "a"], [None, "Lò Thị Bé", "Vợ", 1982, "00123", None],
    [2, "Hà Thị Chi", "Chủ hộ", 1970, "00123", "b"],
]  # fmt: skip
GOOD = """\
version: 1
sheets:
  - titles: [DS]
    head_rows: [1, 1]
    first_row: 2
    rows: members
    households: number
    columns:
      - {at: A, heading: ["STT hộ"], to: household_no}
      - {at: B, heading: ["Họ và tên"], to: full_name}
      - {at: C, heading: ["Quan hệ với chủ hộ"], to: relation, codes: {"c.hộ": head}}
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "p.yaml"


def refused(path: Path) -> list[tuple[str, int | None]]:
    with pytest.raises(FaultsFoundError) as found:
        MappingProfile.read(path)
    return [(fault.rule, fault.place.row) for fault in found.value.faults]


def test_a_profile_written_by_hand_is_read(tmp_path: Path, make_book: MakeBook) -> None:
    profile = MappingProfile.read(written(tmp_path, GOOD))
    rows = [[*row[:2], "C. Hộ" if row[2] == "Chủ hộ" else row[2]] for row in ROWS]

    data = read_mapped(make_book(rows), profile)

    assert data.faults == ()
    assert data.members["relation"].to_list() == ["head", "spouse", "head"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("to: full_name}", "to: name_full}", 10),
        ("at: B", "at: A", 10),
        ("at: B", "at: b2", 10),
        ("to: full_name}", "to: household_no}", 10),
        ("first_row: 2", "first_row: 1", 5),
        ("households: number", "households: code", 7),
        ("rows: members", "rows: heads", 7),
        ("rows: members", "rows: everything", 6),
        ("to: relation,", "to: relation, mark: chief,", 11),
        ("to: relation,", "to: relation, colour: red,", 11),
        ("to: full_name}", "to: note}", 8),
        ("    first_row: 2", "    first_row: 2\n    constants: {villages: X}", 6),
    ],
)
def test_faults_stand_at_their_lines(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert line in [row for _, row in refused(written(tmp_path, GOOD.replace(old, new, 1)))]


def test_no_is_a_word_and_a_double_key_is_a_fault(tmp_path: Path) -> None:
    assert refused(written(tmp_path, GOOD + "version: 1\n"))
    assert refused(written(tmp_path, "")) == [("file-empty", 1)]


def test_moved_columns_and_rows_are_found_by_their_headings(make_book: MakeBook) -> None:
    profile = propose(make_book(ROWS, name="a.xlsx")).profile
    order = [4, 1, 5, 0, 3, 2]
    moved = [["DANH SÁCH NĂM SAU"], [None], [None, "(mẫu mới)"], *([row[at] for at in order] for row in ROWS)]
    assert profile is not None

    data = read_mapped(make_book(moved, name="b.xlsx", title="Trang khác"), profile)
    before = read_mapped(make_book(ROWS, name="a.xlsx"), profile)

    assert data.members.drop("source_row", "source_sheet").equals(before.members.drop("source_row", "source_sheet"))
    assert data.letters["Trang khác"]["full_name"] == "B"
    assert data.members["Cây trồng"].to_list() == ["a", None, "b"]


def test_a_heading_written_a_little_otherwise_is_found(make_book: MakeBook) -> None:
    profile = propose(make_book(ROWS, name="a.xlsx")).profile
    changed = [[*HEADS[:2], "Quan hệ với chủ hộ:", "NĂM SINH", *HEADS[4:]], *ROWS[1:]]
    assert profile is not None

    assert read_mapped(make_book(changed, name="b.xlsx"), profile).faults == ()


def test_a_missing_heading_names_sheet_row_and_column(make_book: MakeBook) -> None:
    profile = propose(make_book(ROWS, name="a.xlsx")).profile
    without = [[row[0], row[1], *row[3:]] for row in ROWS]
    assert profile is not None

    with pytest.raises(FaultsFoundError) as found:
        read_mapped(make_book(without, name="b.xlsx"), profile)

    (fault,) = found.value.faults
    assert (fault.rule, fault.place.sheet, fault.place.row, fault.place.column) == (
        "profile-heading-missing", "DS", 1, "Quan hệ với chủ hộ",
    )  # fmt: skip
    assert "rasoat map" in fault.remedy_vi


def test_another_workbook_is_refused(make_book: MakeBook) -> None:
    profile = propose(make_book(ROWS, name="a.xlsx")).profile
    assert profile is not None

    with pytest.raises(FaultsFoundError) as found:
        read_mapped(make_book([["Tổng hợp"], [1, 2]], name="b.xlsx", title="Khác"), profile)

    assert {fault.rule for fault in found.value.faults} <= {"profile-sheet-missing", "profile-heading-missing"}


def test_headings_without_rows_are_refused(make_book: MakeBook) -> None:
    profile = propose(make_book(ROWS, name="a.xlsx")).profile
    assert profile is not None

    with pytest.raises(FaultsFoundError) as found:
        read_mapped(make_book(ROWS[:1], name="b.xlsx"), profile)

    assert [fault.rule for fault in found.value.faults] == ["no-rows"]


def test_unit_codes_get_their_zeros_back_only_when_the_units_know_them(make_book: MakeBook) -> None:
    lost = [ROWS[0], *([*row[:4], at, None] for row, at in zip(ROWS[1:], (123, 123, 77), strict=True))]
    book = make_book(lost)
    profile = propose(book).profile
    units = pl.DataFrame({"unit_code": ["00123", "00999"], "name": ["Xã A", "Xã B"]})
    assert profile is not None

    with_units, without = read_mapped(book, profile, units=units), read_mapped(book, profile)

    assert with_units.households["unit_code"].to_list() == ["00123", "77"]
    assert [fault.rule for fault in with_units.faults] == ["unit-code-padded"]
    assert without.households["unit_code"].to_list() == ["123", "77"]


def test_names_of_units_compare_without_tones(make_book: MakeBook) -> None:
    rows = [[*HEADS[:4], "Xã"], *([*row[:4], "xã Hoà Bình"] for row in ROWS[1:])]
    units = pl.DataFrame({"unit_code": ["00123"], "name": ["Xã Hòa Bình"]})

    found = propose(make_book(rows), units=units)

    assert found.profile is not None
    assert found.profile.units == {"xã Hoà Bình": "00123"}
    assert found.read is not None
    assert set(found.read.dataset.households["unit_code"]) == {"00123"}


def test_constants_fill_what_no_cell_says(tmp_path: Path, make_book: MakeBook) -> None:
    text = GOOD.replace("    first_row: 2", "    first_row: 2\n    constants: {village: Nà Mò, area: rural}")

    data = read_mapped(make_book([row[:3] for row in ROWS]), MappingProfile.read(written(tmp_path, text)))

    assert data.households.select("village", "area").unique().rows() == [("Nà Mò", "rural")]
