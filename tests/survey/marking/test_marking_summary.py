"""The tab that lists all faults."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rasoat.law.faults import Fault, Place
from rasoat.survey.marking import api
from rasoat.survey.marking.names import HELPER_TITLE, SUMMARY_SIGN, SUMMARY_TITLE
from rasoat.survey.marking.placed import comment_text, placed, shortened
from rasoat.survey.marking.summary import HEAD_ROW
from rasoat.survey.national_sheet import find_sheets
from rasoat.survey.sheets import Workbook

FaultMaker = Callable[..., Fault]


def summary(path: Path, title: str = SUMMARY_TITLE) -> Worksheet:
    sheet = openpyxl.load_workbook(path)[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def listed(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True))


def test_every_fault_is_told_in_the_order_of_tabs_and_cells(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    faults = [fault("B1", "Tổng hợp của xã"), fault("C10", value="7"), fault("C2", warning=True)]

    api.mark(rich, faults, tmp_path / "dau.xlsx", names={"H1": "Bà Mẫu"})

    assert listed(summary(tmp_path / "dau.xlsx")) == [
        (1, "Danh sách", "C2", "Cột", "H1 - Bà Mẫu", None, "Lưu ý", "sai ở đây [sai]", "ghi lại"),
        (2, "Danh sách", "C10", "Cột", "H1 - Bà Mẫu", "7", "Lỗi", "sai ở đây [sai]", "ghi lại"),
        (3, "Tổng hợp của xã", "B1", "Cột", "H1 - Bà Mẫu", None, "Lỗi", "sai ở đây [sai]", "ghi lại"),
    ]


def test_it_counts_links_and_is_the_last_visible_tab(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    api.mark(rich, [fault("C10"), fault("C2", warning=True)], tmp_path / "dau.xlsx")

    book = openpyxl.load_workbook(tmp_path / "dau.xlsx")
    sheet = summary(tmp_path / "dau.xlsx")

    assert book.sheetnames[-2:] == [SUMMARY_TITLE, HELPER_TITLE]
    assert book[HELPER_TITLE].sheet_state == "veryHidden"
    assert (sheet["A1"].value, sheet["A2"].value) == (SUMMARY_SIGN, "1 lỗi, 1 lưu ý")
    assert sheet[f"C{HEAD_ROW + 1}"].hyperlink.location == "'Danh sách'!C2"
    assert sheet.sheet_properties.tabColor.rgb == "FFC00000"


def test_it_prints_on_a4_with_a_filter_and_repeated_headings(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    api.mark(rich, [fault("C10"), fault("C2")], tmp_path / "dau.xlsx")

    sheet = summary(tmp_path / "dau.xlsx")

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.freeze_panes == f"A{HEAD_ROW + 1}"
    assert sheet.auto_filter.ref == f"A{HEAD_ROW}:I{HEAD_ROW + 2}"
    assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert sheet[f"H{HEAD_ROW + 1}"].alignment.wrap_text


def test_faults_without_a_cell_are_listed_too(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    column = replace(fault("C2"), rule="column-missing", place=Place("a.xlsx", "Danh sách", None, "area"))
    nowhere = replace(fault("C2"), rule="sheet-missing", place=Place("a.xlsx", "Trang khác", 4, "", "", "C9"))

    copy = api.mark(rich, [column, nowhere], tmp_path / "dau.xlsx")

    rows = listed(summary(tmp_path / "dau.xlsx"))
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("Trang khác", "dòng 4", None), ("Danh sách", None, "area"),
    ]  # fmt: skip
    assert (copy.cells, copy.unplaced) == (0, 2)


def test_a_fault_of_a_whole_row_stands_at_its_first_cell(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    whole = replace(fault("C2"), place=Place("a.xlsx", "Danh sách", 6, "relation"))

    api.mark(rich, [whole], tmp_path / "dau.xlsx")

    assert listed(summary(tmp_path / "dau.xlsx"))[0][2] == "A6"


def test_many_rows_without_such_a_column_are_told_as_one(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    place = Place("a.xlsx", "Danh sách", None, "Thiếu hụt: Việc làm", "H1")
    whole = [replace(fault("C2", warning=True), place=replace(place, row=row)) for row in range(6, 56)]

    copy = api.mark(rich, [*whole, fault("C3")], tmp_path / "dau.xlsx")

    rows = listed(summary(tmp_path / "dau.xlsx"))
    assert (copy.cells, copy.faults, copy.unplaced) == (1, 51, 50)
    assert summary(tmp_path / "dau.xlsx")["A2"].value == "1 lỗi, 50 lưu ý"
    assert [row[2] for row in rows] == ["C3", None]
    assert "50 dòng như nhau, không tô màu từng dòng: 6, 7, 8" in str(rows[1][7])


def test_codes_that_the_reader_made_are_not_shown(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    other = replace(fault("C3"), place=replace(fault("C3").place, household_id="H2"))

    api.mark(rich, [fault("C2"), other], tmp_path / "dau.xlsx", names={"H1": "Bà Mẫu"}, own_codes=False)

    assert [row[4] for row in listed(summary(tmp_path / "dau.xlsx"))] == ["Bà Mẫu", None]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-5", "+84", "https://x.vn", "<b>&amp;", "a\x0bb", "00123"])
def test_text_of_the_data_stays_text(rich: Path, fault: FaultMaker, tmp_path: Path, text: str) -> None:
    api.mark(rich, [fault("C2", value=text)], tmp_path / "dau.xlsx")

    cell = summary(tmp_path / "dau.xlsx")[f"F{HEAD_ROW + 1}"]

    assert (cell.data_type, cell.value) == ("s", text.replace("\x0b", "\N{REPLACEMENT CHARACTER}"))


def test_a_tab_of_that_name_of_the_officer_stays(tmp_path: Path, fault: FaultMaker) -> None:
    book = openpyxl.Workbook()
    book.active.title = SUMMARY_TITLE
    book.active["A1"] = "của tôi"
    book.save(tmp_path / "a.xlsx")

    api.mark(tmp_path / "a.xlsx", [fault("A1", SUMMARY_TITLE)], tmp_path / "dau.xlsx")

    assert summary(tmp_path / "dau.xlsx")["A1"].value == "của tôi"
    assert summary(tmp_path / "dau.xlsx", f"{SUMMARY_TITLE} (2)")["A1"].value.startswith(SUMMARY_SIGN)


def test_a_quote_in_the_title_of_a_tab_does_not_break_its_link(tmp_path: Path, fault: FaultMaker) -> None:
    book = openpyxl.Workbook()
    book.active.title = "H'Mông"
    book.active["A1"] = 1
    book.save(tmp_path / "a.xlsx")

    api.mark(tmp_path / "a.xlsx", [fault("A1", "H'Mông")], tmp_path / "dau.xlsx")

    assert summary(tmp_path / "dau.xlsx")[f"C{HEAD_ROW + 1}"].hyperlink.location == "'H''Mông'!A1"


def test_more_faults_than_one_copy_tells_are_counted(
    rich: Path, fault: FaultMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "MOST_FAULTS", 2)

    copy = api.mark(rich, [fault(f"C{row}") for row in range(2, 7)], tmp_path / "dau.xlsx")

    sheet = summary(tmp_path / "dau.xlsx")
    assert (copy.cells, copy.faults, copy.left_out) == (2, 2, 3)
    assert sheet["A2"].value == "5 lỗi, 0 lưu ý"
    assert sheet["A5"].value.startswith("Còn 3 chỗ chưa đánh dấu")


def test_its_first_rows_never_look_like_a_list_of_households(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    path = rich.rename(tmp_path / "danh sách hộ nghèo, hộ cận nghèo, hộ thoát nghèo.xlsx")

    api.mark(path, [fault("C2", value="hộ thoát nghèo")], tmp_path / "dau.xlsx")

    with Workbook(tmp_path / "dau.xlsx") as book:
        assert find_sheets(book) == {}


def test_the_same_fault_is_told_once(fault: FaultMaker) -> None:
    assert len(placed([fault("C2"), fault("C2")], ["Danh sách"])) == 1


def test_a_comment_is_never_endless(fault: FaultMaker) -> None:
    assert len(comment_text([fault("C2", value="x" * 900, rule=f"r{n}") for n in range(9)])) < 2100


def test_the_screen_shows_the_first_faults_of_each_kind(fault: FaultMaker) -> None:
    shown = shortened([*(fault(f"C{row}") for row in range(1, 61)), fault("D1", rule="khac")])

    assert len(shown) == 52
    assert shown[50].vi == "còn 10 chỗ khác cùng lỗi này, không liệt kê"
