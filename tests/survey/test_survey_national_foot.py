"""What stands below the members of a national list is passed over; a member never is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import SOURCE_ROW, TableSource
from rasoat.survey.foot_words import says_foot
from rasoat.survey.national_foot import without_foot
from rasoat.survey.national_layout import SHEET_1, SHEET_2
from rasoat.survey.national_sheet import sheet_columns
from rasoat.survey.national_write import write_national
from rasoat.survey.reading import read_any
from rasoat.tables.api import tables
from rasoat.tables.excel import write_excel
from rasoat.tables.head import OfficialHead, SignatureCapacity

Cells = dict[str, Any]
Edited = Callable[[Callable[[Worksheet], None]], Dataset]

SIGNATURE: list[Cells] = [
    {"H": "Mường Lò, ngày 05 tháng 12 năm 2026"},
    {"D": "NGƯỜI LẬP BIỂU", "H": "TM. ỦY BAN NHÂN DÂN"},
    {"H": "KT. CHỦ TỊCH"},
    {"D": "(Ký, ghi rõ họ tên)", "H": "PHÓ CHỦ TỊCH"},
    {"H": "(Ký, đóng dấu)"},
    {"D": "Lò Văn Ký", "H": "Hà Thị Tịch"},
]
MEMBER: Cells = {"C": "Lò Thị Mỷ", "D": "Lò B", "E": "Con", "F": "2019", "G": "Nam", "H": "001219000009"}
PEOPLE = ["Lò Thị Mỷ", "Lò A", "Lò Thị Mỷ"]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """A list of three people (rows 8 to 10 of sheet 1), changed the way people do, then read."""
    households = pl.DataFrame({"household_id": ["a", "b"], "class": ["poor", "near_poor"], "household_size": [2, 1]})
    members = pl.DataFrame({
        "household_id": ["a", "a", "b"], "member_no": [1, 2, 1], "full_name": PEOPLE,
        "relation": ["head", "child", "head"], "sex": [2, 1, 2], "birth_date": [date(1984, 11, 5), None, None],
        "birth_year": [1984, 2015, 1960], "ethnicity": ["08"] * 3,
        "personal_id": ["001184000001", "001215000002", "001160000003"],
    })  # fmt: skip
    data = Dataset(households.with_columns(head_name=pl.Series(["Lò Thị Mỷ", "Lò Thị Mỷ"])), members)

    def edit(change: Callable[[Worksheet], None]) -> Dataset:
        path = tmp_path / "a.xlsx"
        write_national(data, path)
        book = openpyxl.load_workbook(path)
        change(book.worksheets[0])
        book.save(path)
        return read_any(path)

    return edit


def put(sheet: Worksheet, first: int, rows: list[Cells]) -> None:
    for number, row in enumerate(rows, start=first):
        for column, value in row.items():
            sheet[f"{column}{number}"] = value


def test_a_signature_block_below_the_list_is_passed_over(edited: Edited) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 13, SIGNATURE)
        sheet.merge_cells("D14:F14")
        sheet.merge_cells("H14:M14")
        sheet.merge_cells("A30:AA30")

    data = edited(change)

    assert data.faults == ()
    assert data.members["full_name"].to_list() == PEOPLE
    assert data.households["household_size"].to_list() == [2, 1]


@pytest.mark.parametrize(
    "foot",
    [
        [{"A": "Tổng cộng: 2 hộ", "F": 3, "H": 3}, {"A": "Ghi chú: số liệu đến 31/12"}],
        [{"D": "Cộng", "G": 3}, {"P": "Người lập"}, {"P": "Hà Văn Lập"}],
        [{"A": "Danh sách này có 2 hộ, 3 khẩu./."}],
        [{"A": "NGUOI LAP BIEU\n(Ky, ghi ro ho ten)", "M": "TM. UBND XA\nCHU TICH"}, {"A": "Lo A", "M": "Lo B"}],
        [{"K": "..............., ngày ..... tháng ..... năm ........"}, {"B": "T/M ỦY BAN NHÂN DÂN XÃ"}],
        [{"A": "Nơi nhận:"}, {"A": "- Như trên;"}, {"A": "- Lưu: VT."}],
    ],
)
def test_other_feet_of_official_lists_are_passed_over(edited: Edited, foot: list[Cells]) -> None:
    data = edited(lambda sheet: put(sheet, 12, foot))

    assert data.faults == ()
    assert data.members["full_name"].to_list() == PEOPLE


@pytest.mark.parametrize("first", [11, 20])
def test_a_member_below_the_signatures_is_read_and_the_signatures_are_at_fault(edited: Edited, first: int) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 12 if first == 20 else 13, SIGNATURE)
        put(sheet, first, [MEMBER])

    data = edited(change)

    assert "Lò B" in data.members["full_name"].to_list()
    assert ("row-not-member" in {fault.rule for fault in data.faults}) == (first == 20)


MAYBE: list[Cells] = [
    {"D": "Lò C", "G": "Nm"}, {"D": "Lò C", "E": "Con rể nuôi"}, {"D": "Lò C", "H": "12345x"}, {"H": "001219000009"},
]  # fmt: skip


@pytest.mark.parametrize("at", [11, 30])
@pytest.mark.parametrize("row", MAYBE)
def test_what_could_be_a_member_is_never_silent(edited: Edited, row: Cells, at: int) -> None:
    def change(sheet: Worksheet) -> None:
        put(sheet, 13, [{"P": "NGƯỜI LẬP BIỂU"}, {"P": "Lò Văn Ký"}])
        put(sheet, at, [row])

    data = edited(change)

    assert at in [fault.place.row for fault in data.faults] or "Lò C" in data.members["full_name"].to_list()


@pytest.mark.parametrize("row", [{"A": "dòng lạ"}, {"C": "Lò Thị Mỷ", "P": "Hộ nghèo"}])
def test_other_rows_below_the_members_are_at_fault(edited: Edited, row: Cells) -> None:
    data = edited(lambda sheet: put(sheet, 12, [row, {"P": "NGƯỜI LẬP BIỂU"}]))

    assert ("row-not-member", 12) in [(fault.rule, fault.place.row) for fault in data.faults]


def test_a_signature_between_members_does_not_become_one(edited: Edited) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(10)
        put(sheet, 10, [{"D": "NGƯỜI LẬP BIỂU"}])

    (fault,) = edited(change).faults

    assert (fault.rule, fault.place.row, fault.value) == ("row-not-member", 10, "NGƯỜI LẬP BIỂU")


@pytest.mark.parametrize(
    "name",
    ["Tống Công Minh", "Chu Tích", "Chu Thị Tịch", "Lưu Ý", "Trương Thôn", "Tống Số", "Kỳ", "Lò Văn Ký", "H'Năm"],
)
def test_names_of_people_are_no_foot_words(name: str) -> None:
    assert not says_foot(name)
    assert not says_foot(name.upper())


foot_cells = st.sampled_from([
    "NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN", "KT.", "CHỦ TỊCH", "(Ký, đóng dấu)", "Xã A, ngày 5 tháng 3 năm 2026",
    "Ghi chú: đã đối chiếu", "Tổng cộng",
])  # fmt: skip
texts = st.sampled_from(["Lò Văn A", "x", "3", "Nm", "abc"])
feet = st.lists(st.dictionaries(st.sampled_from("ACDEFGHMP"), foot_cells | texts, min_size=1, max_size=4), max_size=8)
readable = st.dictionaries(st.sampled_from("EFGH"), st.just(""), min_size=1, max_size=4).map(
    lambda found: {"D": "Lò Thị Mỷ", **{column: MEMBER[column] for column in found}}
)


def raw_table(rows: list[Cells]) -> pl.DataFrame:
    names = SHEET_1.letters(27)
    letters = [chr(65 + at) if at < 26 else "AA" for at in range(27)]
    data = {name: [row.get(letter) for row in rows] for name, letter in zip(names, letters, strict=True)}
    frame = pl.DataFrame(data, schema=dict.fromkeys(names, pl.String))
    return frame.with_columns(pl.int_range(8, 8 + len(rows), dtype=pl.Int64).alias(SOURCE_ROW))


@settings(deadline=None)
@given(feet, st.lists(readable, min_size=1, max_size=3), feet)
def test_a_member_who_can_be_read_is_never_passed_over(
    before: list[Cells], people: list[Cells], foot: list[Cells]
) -> None:
    columns, source = sheet_columns(SHEET_1), TableSource()

    kept, _ = without_foot(raw_table([*before, *people, *foot]), columns, source)

    assert kept.height >= len(before) + len(people)


@settings(deadline=None)
@given(feet)
def test_a_name_beside_anything_of_a_person_is_passed_over_only_under_foot_words(foot: list[Cells]) -> None:
    kept, _ = without_foot(raw_table([MEMBER, *foot]), sheet_columns(SHEET_1), TableSource())

    for number, row in enumerate(foot, start=1):
        person = [letter for letter in "EFGH" if letter in row]
        if number >= kept.height and person and "D" in row and not says_foot(row["D"]):
            above = [cell for earlier in foot[:number] for cell in earlier.items()]
            assert all(any(at == letter and says_foot(text) for at, text in above) for letter in ("D", *person))


@pytest.mark.parametrize(
    "capacity", [SignatureCapacity.CHAIR, SignatureCapacity.VICE_CHAIR, SignatureCapacity.BOARD_HEAD]
)
@pytest.mark.parametrize("watermark", ["", "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"])
def test_our_own_lists_are_read_back(tmp_path: Path, capacity: SignatureCapacity, watermark: str) -> None:
    before = pl.DataFrame({"household_id": ["a", "b"], "class": ["poor", "poor"], "head_name": ["Lò A", "Đỗ B"]})
    after = before.with_columns(pl.Series("class", ["poor", "near_poor"]))
    members = pl.DataFrame({
        "household_id": ["a", "a", "b"], "member_no": [1, 2, 1], "full_name": ["Lò A", "Lò Thị C", "Đỗ B"],
        "relation": ["head", "child", "head"], "sex": [1, 2, 1], "birth_year": [1970, 2001, 1965],
        "personal_id": ["001070000001", "001301000002", "001065000003"],
    })  # fmt: skip
    made = tables(Dataset(after, members), Dataset(before, members), watermark=watermark)
    head = OfficialHead(
        place="Xã Mẫu", signed_on=date(2026, 12, 5), signature_capacity=capacity, signer_name="Hà Văn Tịch",
        preparer_name="Lò Thị Biểu",
    )  # fmt: skip
    write_excel([made[number] for number in ("14", "15", "DS1", "DS2", "DS3")], tmp_path / "a.xlsx", head=head)

    data = read_any(tmp_path / "a.xlsx")

    assert data.faults == ()
    assert sorted(data.members["full_name"]) == ["Lò A", "Lò Thị C", "Đỗ B"]
    assert data.households.select("head_name", "class", "escaped_list").rows() == [
        ("Lò A", "poor", None), ("Đỗ B", "near_poor", "escaped_poor"),
    ]  # fmt: skip
    assert ("notice" in data.households.columns) == bool(watermark)


def test_the_exit_lists_have_the_same_feet() -> None:
    assert {"relation", "birth_date", "sex", "personal_id", "full_name"} <= set(SHEET_2.positions)
