"""A marked copy that comes back: marks are taken away, what the officer changed stays."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, PatternFill

from rasoat.law.faults import Fault
from rasoat.survey.marking.api import is_marked, mark
from rasoat.survey.marking.names import COLOURS, HELPER_TITLE, SIGN, SUMMARY_TITLE
from rasoat.survey.sheets import Workbook
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import sheet_parts

FaultMaker = Callable[..., Fault]
OURS = {f"FF{colour}" for colour in COLOURS.values()}


def resaved(path: Path, change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> Path:
    """The copy as another program saves it: formats renumbered, texts shared, parts renamed."""
    book = openpyxl.load_workbook(path)
    change(book)
    out = path.with_name(f"luu-{path.name}")
    book.save(out)
    return out


def formats(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """What every filled or coloured cell of the officer's sheets looks like."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (
            str(cell.value), cell.number_format, str(cell.fill), str(cell.font), str(cell.border),
            cell.comment.text if cell.comment else "",
        )
        for sheet in book if sheet.title not in {SUMMARY_TITLE, HELPER_TITLE}
        for row in sheet.iter_rows() for cell in row if cell.value is not None or cell.comment
    }  # fmt: skip


def colours(path: Path, sheet: str = "Danh sách") -> dict[str, str]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows()
    return {cell.coordinate: cell.fill.fgColor.rgb for row in rows for cell in row if cell.fill.fgColor.rgb in OURS}


@pytest.fixture
def marked(rich: Path, fault: FaultMaker, tmp_path: Path) -> Path:
    faults = [fault("A2"), fault("C3"), fault("D4", warning=True), fault("C4", warning=True), fault("B30"), fault("H4")]
    mark(rich, faults, tmp_path / "dau.xlsx")
    return tmp_path / "dau.xlsx"


@pytest.mark.parametrize("saved", [False, True], ids=["as we wrote it", "saved by another program"])
def test_a_copy_without_faults_is_the_file_again(rich: Path, marked: Path, tmp_path: Path, saved: bool) -> None:
    source = resaved(marked) if saved else marked

    mark(source, [], tmp_path / "sach.xlsx")

    assert formats(tmp_path / "sach.xlsx") == formats(resaved(rich) if saved else rich)
    assert openpyxl.load_workbook(tmp_path / "sach.xlsx").sheetnames == openpyxl.load_workbook(rich).sheetnames
    assert not is_marked(tmp_path / "sach.xlsx")


def test_sheets_without_new_cells_are_the_same_bytes_again(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("A2"), fault("C3"), fault("B1", "Tổng hợp của xã")], tmp_path / "dau.xlsx")
    mark(tmp_path / "dau.xlsx", [], tmp_path / "sach.xlsx")

    before, after = Package.read(rich), Package.read(tmp_path / "sach.xlsx")

    assert [before.part(sheet.part) for sheet in sheet_parts(before)] == [
        after.part(sheet.part) for sheet in sheet_parts(after)
    ]
    assert before.part("xl/workbook.xml") == after.part("xl/workbook.xml")


@pytest.mark.parametrize("saved", [False, True], ids=["as we wrote it", "saved by another program"])
def test_marked_again_only_the_new_faults_are_marked(
    marked: Path, fault: FaultMaker, tmp_path: Path, saved: bool
) -> None:
    mark(resaved(marked) if saved else marked, [fault("A2"), fault("E7")], tmp_path / "hai.xlsx")

    book = openpyxl.load_workbook(tmp_path / "hai.xlsx")
    sheet = book["Danh sách"]
    texts = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}

    assert set(colours(tmp_path / "hai.xlsx")) == {"A2", "E7"}
    assert set(texts) == {"A2", "B5", "E7"}
    assert texts["A2"].startswith("đã xem\n\n")
    assert texts["A2"].count(SIGN) == 1
    assert book.sheetnames[-2:] == [SUMMARY_TITLE, HELPER_TITLE]
    assert len(book.sheetnames) == 5


def test_marking_twice_in_a_row_shows_the_same(marked: Path, fault: FaultMaker, tmp_path: Path) -> None:
    faults = [fault("A2"), fault("C3"), fault("D4", warning=True), fault("C4", warning=True), fault("B30"), fault("H4")]

    mark(marked, faults, tmp_path / "hai.xlsx")

    assert formats(tmp_path / "hai.xlsx") == formats(marked)
    with zipfile.ZipFile(marked) as one, zipfile.ZipFile(tmp_path / "hai.xlsx") as two:
        assert one.read("xl/styles.xml") == two.read("xl/styles.xml")


def test_what_the_officer_changed_stays(marked: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Danh sách"]
        sheet["C3"] = 77
        sheet["C3"].alignment = Alignment(horizontal="center")
        sheet["C4"].number_format = "0"
        sheet["D4"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet.insert_rows(1)
        book.create_sheet("Trang mới")["A1"] = "giữ"

    mark(resaved(marked, change), [], tmp_path / "sach.xlsx")

    book = openpyxl.load_workbook(tmp_path / "sach.xlsx")
    sheet = book["Danh sách"]
    assert (sheet["C4"].value, sheet["C4"].alignment.horizontal) == (77, "center")
    assert sheet["D5"].fill.fgColor.rgb == "FF00FF00"
    assert [sheet[cell].fill.fgColor.rgb for cell in ("C4", "C5", "C6")] == ["FFDDEBF7"] * 3
    assert sheet["C5"].number_format == "0"
    assert colours(tmp_path / "sach.xlsx") == {}
    assert book.sheetnames == ["Danh sách", "Tổng hợp của xã", "Ẩn", "Trang mới"]
    assert book["Trang mới"]["A1"].value == "giữ"


@pytest.mark.parametrize("gone", [[HELPER_TITLE], [SUMMARY_TITLE], [HELPER_TITLE, SUMMARY_TITLE]])
def test_marks_go_even_when_our_tabs_were_deleted(marked: Path, tmp_path: Path, gone: list[str]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for title in gone:
            del book[title]

    mark(resaved(marked, change), [], tmp_path / "sach.xlsx")

    book = openpyxl.load_workbook(tmp_path / "sach.xlsx")
    texts = [cell.comment.text for row in book["Danh sách"].iter_rows() for cell in row if cell.comment]
    assert colours(tmp_path / "sach.xlsx") == {}
    assert sorted(texts) == ["hỏi lại nhà này", "đã xem"]
    assert len(book.sheetnames) == 3


def test_a_moved_summary_takes_its_names_along(marked: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.move_sheet(SUMMARY_TITLE, -3)
        book.active = 0

    mark(resaved(marked, change), [], tmp_path / "sach.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "sach.xlsx")["Danh sách"]
    assert (sheet.auto_filter.ref, sheet.print_title_rows) == ("A1:E21", "$1:$1")


def test_a_file_that_was_never_marked_is_only_copied(rich: Path, tmp_path: Path) -> None:
    copy = mark(rich, [], tmp_path / "sach.xlsx")

    assert (copy.cells, copy.faults) == (0, 0)
    before, after = Package.read(rich), Package.read(tmp_path / "sach.xlsx")
    assert {name: before.part(name) for name in before.names} == {name: after.part(name) for name in after.names}


def test_the_reader_passes_over_our_tabs(marked: Path) -> None:
    with Workbook(marked) as book:
        assert book.titles[-2:] == [SUMMARY_TITLE, HELPER_TITLE]
    assert is_marked(marked)
