"""What people in offices do to their lists: feet under columns of marks, second tables, one heading twice."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rasoat.law.faults import FaultsFoundError, Severity, errors
from rasoat.survey.cell_words import unreadable
from rasoat.survey.code_lists import code_list
from rasoat.survey.mapping.cells import is_month_first
from rasoat.survey.mapping.headings import likeness, match_heading
from rasoat.survey.mapping.propose import Proposal, SheetProposal, propose
from rasoat.survey.mapping.read import MappedFile

from .conftest import MakeBook

PERSON = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Giới tính"]
AN: list[Any] = [1, "Lò Văn An", "Chủ hộ", 1980, "Nam"]
BE: list[Any] = [None, "Lò Thị Bé", "Vợ", 1982, "Nữ"]
CHI: list[Any] = [2, "Hà Thị Chi", "Chủ hộ", 1970, "Nữ"]
DU: list[Any] = [3, "Vi Văn Du", "Chủ hộ", 1960, "Nam"]


def read(found: Proposal) -> MappedFile:
    assert found.read is not None, found.passed_over
    return found.read


def fields(sheet: SheetProposal) -> dict[str, str]:
    return {column.letter: column.choice.target.field for column in sheet.columns if column.choice.target is not None}


SIGNATURES: list[list[Any]] = [
    [],
    [*[None] * 5, "Đồng Trám, ngày 20 tháng 11 năm 2026"],
    [None, "NGƯỜI LẬP", None, None, None, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"],
    [],
    [None, "Lò Thị Lập", None, None, None, "Hà Văn Ký"],
]


def test_a_foot_under_columns_of_marks_is_no_household(make_book: MakeBook) -> None:
    heads = [*PERSON, "Hộ nghèo", "Hộ cận nghèo"]
    rows = [heads, [*AN, "x"], BE, [*CHI, None, "x"], [*DU, "x"], *SIGNATURES]

    found = propose(make_book(rows))

    assert read(found).dataset.faults == ()
    assert read(found).dataset.members["full_name"].to_list() == [row[1] for row in (AN, BE, CHI, DU)]
    assert all(not column.unknown for column in found.sheets[0].columns)


def test_a_word_among_the_marks_is_still_a_fault_above_a_foot(make_book: MakeBook) -> None:
    heads = [*PERSON, "Hộ nghèo", "Hộ cận nghèo"]
    rows = [heads, [*AN, "x"], BE, [*CHI, "chưa rõ"], [*DU, "x"], *SIGNATURES]

    faults = read(propose(make_book(rows))).dataset.faults

    assert [(fault.rule, fault.place.cell, fault.value) for fault in faults] == [("not-mark", "F4", "chưa rõ")]


def test_two_marks_are_told_in_the_words_of_the_sheet(make_book: MakeBook) -> None:
    heads = [*PERSON, "Nghèo", "Cận nghèo"]
    rows = [heads, [*AN, "x", "x"], BE, [*CHI, None, "x"], [*DU, "x"]]

    fault = errors(read(propose(make_book(rows))).dataset.faults)[0]

    assert (fault.rule, fault.value) == ("two-marks", "Nghèo; Cận nghèo")


def test_a_second_table_in_another_order_is_one_fault_and_not_read(make_book: MakeBook) -> None:
    turned = ["STT hộ", "Họ và tên", "Giới tính", "Quan hệ với chủ hộ", "Năm sinh"]
    rows = [PERSON, AN, BE, [], ["DANH SÁCH HỘ CẬN NGHÈO"], turned, [2, "Hà Thị Chi", "Nữ", "Chủ hộ", 1970]]

    data = read(propose(make_book(rows))).dataset

    assert [(fault.rule, fault.place.row) for fault in data.faults] == [("second-headings", 6)]
    assert data.members["full_name"].to_list() == [AN[1], BE[1]]


def test_headings_repeated_in_their_order_begin_no_second_table(make_book: MakeBook) -> None:
    data = read(propose(make_book([PERSON, AN, BE, PERSON, CHI]))).dataset

    assert (data.faults, data.members.height) == ((), 3)


def test_a_second_column_of_notes_is_kept_and_no_notice(make_book: MakeBook) -> None:
    heads = [*PERSON, "Ghi chú", "Ghi chú"]
    rows = [heads, [*AN, "đã xem", "đơn thân"], BE, [*CHI, "mới", "già yếu"], [*DU, "cũ", "neo đơn"]]

    found = propose(make_book(rows))

    assert fields(found.sheets[0]) == {
        "A": "household_no", "B": "full_name", "C": "relation", "D": "birth_date", "E": "sex", "F": "note",
    }  # fmt: skip
    assert "notice" not in read(found).dataset.households.columns


def test_only_its_very_words_are_the_notice() -> None:
    assert "notice" not in {match.target.field for match in match_heading("Ghi chú", limit=12)}
    assert match_heading("Ghi chú bắt buộc in trên mọi kết quả")[0].target.field == "notice"


def test_the_year_of_births_in_three_columns_is_taken_for_people_to_see(make_book: MakeBook) -> None:
    heads = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày", "Tháng", "Năm", "Giới tính"]
    rows = [heads, [1, "Lò Văn An", "Chủ hộ", 5, 11, 1984, "Nam"], [None, "Lò Thị Bé", "Vợ", 6, 2, 1986, "Nữ"]]

    found = propose(make_book(rows))

    year = next(column for column in found.sheets[0].columns if column.letter == "F")
    assert (fields(found.sheets[0])["F"], year.choice.is_sure) == ("birth_date", False)
    assert read(found).dataset.members["birth_year"].to_list() == [1984, 1986]


def test_the_year_below_births_is_not_read_as_male(make_book: MakeBook) -> None:
    heads = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày, tháng, năm sinh", None, None, "Dân tộc"]
    rows = [heads, [None, None, None, "Ngày", "Tháng", "Năm"], [1, "Lò Thị An", "Chủ hộ", 5, 11, 1984, "Thái"],
            [None, "Lò Thị Bé", "Con", 6, 2, 2006, "Thái"]]  # fmt: skip

    found = propose(make_book(rows, [(0, 3, 0, 5)]))

    assert fields(found.sheets[0])["F"] == "birth_date"
    assert read(found).dataset.members["birth_year"].to_list() == [1984, 2006]
    assert read(found).dataset.members["sex"].to_list() == [None, None]


def test_a_column_of_years_alone_is_no_birth(make_book: MakeBook) -> None:
    rows = [["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Giới tính", "Năm"], [*AN[:3], "Nam", 2026]]

    assert "E" not in fields(propose(make_book(rows)).sheets[0])


def test_a_slip_of_the_pen_turns_no_column_of_dates_round(make_book: MakeBook) -> None:
    heads = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính"]
    rows = [heads, [1, "Lò Văn An", "Chủ hộ", "05/11/1984", "Nam"], *(
        [None, f"Lò Thị {name}", "Con", f"0{day}/06/2001", "Nữ"] for day, name in enumerate("ABCDEF", start=1)
    ), [None, "Lò Văn Sai", "Con", "1/13/1984", "Nam"]]  # fmt: skip

    data = read(propose(make_book(rows))).dataset

    assert str(data.members["birth_date"][0]) == "1984-11-05"
    assert [(fault.rule, fault.place.cell) for fault in errors(data.faults)] == [("not-date", "D9")]


def test_dates_with_the_month_first_are_for_people_to_see(make_book: MakeBook) -> None:
    heads = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính"]
    rows = [heads, [1, "Lò Văn An", "Chủ hộ", "11/25/1984", "Nam"], [None, "Lò Thị Bé", "Vợ", "1/13/1984", "Nữ"]]

    column = propose(make_book(rows)).sheets[0].columns[3]

    assert not column.choice.is_sure
    assert "tháng đứng trước ngày" in column.choice.why_vi


def test_few_days_over_twelve_are_not_enough() -> None:
    assert not is_month_first(["1/13/1984", *["05/11/1984"] * 9])


def test_the_same_words_in_another_order_are_only_nearly_the_same() -> None:
    assert likeness("ten ho", "ho ten") < 100
    assert match_heading("Tên hộ")[0].target.field == "head_name"


def test_a_formula_in_the_notes_stops_nobody(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in ([*PERSON, "Ghi chú"], [*AN, "=1+1"], BE):
        page.append(row)
    book.save(tmp_path / "so.xlsx")

    faults = read(propose(tmp_path / "so.xlsx")).dataset.faults

    assert [(fault.place.cell, fault.severity) for fault in faults] == [("F2", Severity.WARNING)]


def test_a_quotation_mark_that_does_not_close_is_refused_where_it_opens(tmp_path: Path) -> None:
    lines = [";".join(PERSON), "1;Lò Văn An;Chủ hộ;1980;Nam", '2;"Lò Thị;Chủ hộ;1990;Nữ', "3;Vi Văn Du;Chủ hộ;1960;Nam"]
    (tmp_path / "so.csv").write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(FaultsFoundError) as caught:
        propose(tmp_path / "so.csv")

    assert [(fault.rule, fault.place.row) for fault in caught.value.faults] == [("csv-broken", 3)]


def test_a_sheet_that_is_not_there_is_told(make_book: MakeBook) -> None:
    with pytest.raises(FaultsFoundError, match=r"Trang lạ.*đang có: “DS”"):
        propose(make_book([PERSON, AN]), sheets=["Trang lạ"])


def test_a_pdf_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "so.xlsx").write_bytes(b"%PDF-1.4\n1 0 obj\n")

    with pytest.raises(FaultsFoundError, match="tệp PDF"):
        propose(tmp_path / "so.xlsx")


def test_a_long_list_of_words_is_not_shown_as_if_it_were_whole() -> None:
    assert unreadable("code", code_list("ethnicity"))[3].endswith("; … (43 giá trị nữa trong danh mục)")
    assert unreadable("code", code_list("sex"))[3] == "dùng một trong: Nam; Nữ"
