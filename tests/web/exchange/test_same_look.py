"""The register goes out in the very book that came in: its look stays, and nothing of its old rows."""

from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill
from tests.web.exchange.conftest import HEADINGS, PEOPLE, content_of, exported, workbook
from tests.web.exchange.test_importing import write

from rasoat.web.exchange.actions.confirm_import import ImportOptions
from rasoat.web.look.saying import in_own_language
from rasoat.web.register.models import Household

pytestmark = pytest.mark.django_db

MORE = (*PEOPLE, (4, "Giàng A Thừa", "Chủ hộ", "1966", "Nam", "001066000019", "Mông", "Đồng Trám", "Gốc Đa", "", ""))


def styled(rows=PEOPLE, *, foot: tuple[str, ...] = ("Người lập biểu",), sheets: int = 1, total: bool = False) -> bytes:
    """A book as offices make them: a merged title, coloured headings, wide columns, frozen panes, a line to sign."""
    book = Book()
    page = book.active
    page.title = "Sổ xã"
    page["A1"] = "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025"
    page["A1"].font = Font(name="Times New Roman", size=16, bold=True)
    page.merge_cells("A1:K1")
    for at, heading in enumerate(HEADINGS, start=1):
        page.cell(3, at, heading).fill = PatternFill("solid", fgColor="FFD9E1F2")
    for number, row in enumerate(rows, start=4):
        for at, value in enumerate(row, start=1):
            cell = page.cell(number, at, value or None)
            cell.font = Font(name="Times New Roman", size=13, italic=at == 2)
            cell.number_format = "@" if at == 6 else "General"
    last = 3 + len(rows)
    for text in foot:
        page.cell(last + 2, 9, text)
        page.merge_cells(start_row=last + 2, start_column=9, end_row=last + 2, end_column=11)
    if total:
        page.cell(last + 3, 9, f"=COUNTA(B4:B{last})")
    page.column_dimensions["B"].width = 41
    page.row_dimensions[4].height = 27
    page.freeze_panes = "C4"
    page.page_setup.orientation = "landscape"
    for number in range(1, sheets):
        book.create_sheet(f"Trang {number}")["A1"] = "ghi riêng"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def again(officer, read, communes, content: bytes, *, with_numbers: bool = True):
    """Import, confirm, export in the same layout."""
    batch = write(officer, read(content), ImportOptions())
    return exported(officer, communes[0], batch, with_numbers=with_numbers)


def test_widths_fonts_merged_titles_formats_and_panes_stay(officer, read, communes) -> None:
    export = again(officer, read, communes, styled())

    page = load_workbook(BytesIO(content_of(export)))["Sổ xã"]
    assert export.notes == []
    assert page.column_dimensions["B"].width == 41
    assert (page.freeze_panes, page.page_setup.orientation) == ("C4", "landscape")
    assert (page["A1"].font.name, page["A1"].font.sz, page["A1"].font.b) == ("Times New Roman", 16, True)
    assert page["A3"].fill.fgColor.rgb == "FFD9E1F2"
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:K1", "I9:K9"}
    for row in range(4, 8):
        assert (page.cell(row, 2).font.sz, page.cell(row, 2).font.i) == (13, True)
        assert page.cell(row, 6).number_format == "@"
        assert page.row_dimensions[row].height == 27
    assert {page.cell(row, 2).value for row in range(4, 8)} == {row[1] for row in PEOPLE}
    assert page["I9"].value == "Người lập biểu"


def test_what_stands_below_moves_with_a_longer_list(officer, read, communes) -> None:
    first = write(officer, read(styled()), ImportOptions())
    write(officer, read(workbook(MORE), name="them.xlsx"), ImportOptions())

    page = load_workbook(BytesIO(content_of(exported(officer, communes[0], first))))["Sổ xã"]

    assert {page.cell(row, 2).value for row in range(4, 9)} == {row[1] for row in MORE}
    assert page["I10"].value == "Người lập biểu"
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:K1", "I10:K10"}
    assert page.cell(8, 2).font.sz == 13


def test_a_shorter_list_leaves_nothing_of_those_who_are_gone(officer, read, communes) -> None:
    batch = write(officer, read(styled()), ImportOptions())
    home = Household.objects.get(head_name="Vàng A Dụ")
    Household.objects.filter(pk=home.pk).update(ended_on="2026-01-16")

    content = content_of(exported(officer, communes[0], batch, with_numbers=False))

    page = load_workbook(BytesIO(content))["Sổ xã"]
    parts = ZipFile(BytesIO(content))
    everything = unescape(b"".join(parts.read(name) for name in parts.namelist()).decode(errors="replace"))
    assert "Vàng A Dụ" not in everything
    assert "001075000012" not in everything
    assert "001080000011" not in everything
    assert page["I8"].value == "Người lập biểu"
    assert "Người lập biểu" in everything


@pytest.mark.parametrize(
    ("content", "why"),
    [(styled(sheets=2), "thông tin riêng"), (styled(total=True), "công thức"), (styled(foot=()), "")],
)
def test_a_book_that_cannot_be_kept_is_said_so(officer, read, communes, content, why) -> None:
    first = write(officer, read(content), ImportOptions())
    write(officer, read(workbook(MORE), name="them.xlsx"), ImportOptions())

    export = exported(officer, communes[0], first)

    told = [in_own_language(note) for note in export.notes]
    assert len(told) == bool(why)
    assert all(why in line and "mẫu trơn" in line for line in told)
    page = load_workbook(BytesIO(content_of(export))).worksheets[0]
    assert {page.cell(row, 2).value for row in range(4, 9)} == {row[1] for row in MORE}
    with translation.override("en"):
        assert all("mẫu trơn" not in in_own_language(note) for note in export.notes)
