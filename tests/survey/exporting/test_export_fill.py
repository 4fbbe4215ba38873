"""Filling a template: rows go in, every other byte stays; text is never a formula."""

import re
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.cell_xml import cell_xml
from rasoat.survey.exporting.check import check_template
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.exporting.template import Template
from rasoat.survey.exporting.write import write_export
from rasoat.survey.notices import NOTICE

SHEET_PART = "xl/worksheets/sheet2.xml"
Check = Callable[..., ExportProfile]

ROWS = [
    [1, "H1", "=1+1", None, 1984, "Nữ", "001184000001", "Hộ nghèo", "Mông", date(2026, 11, 22), "x", "Bản Ả", 95],
    [2, "H1", "Lò <A> & B", 2015, None, "Nam", None, "Hộ nghèo", "Mông", date(2026, 11, 22), None, "Bản Ả", 95],
    [3, "H2", "Đỗ Văn Út", 1960, None, "Nam", "001060000003", "Hộ cận nghèo", "Kinh", date(2026, 11, 22), None,
     "Thôn Đông", 120],
]  # fmt: skip


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(path: Path) -> list[list[Any]]:
    """The filled rows as a spreadsheet program sees them."""
    sheet = openpyxl.load_workbook(path)["DS_Ho"]
    rows = [[cell.value for cell in row][:13] for row in sheet.iter_rows(min_row=6) if row[1].value]
    return [[value.date() if isinstance(value, datetime) else value for value in row] for row in rows]


def with_sheet(template: Path, out: Path, change: Callable[[str], str]) -> Path:
    """The template with the XML of its sheet changed, as other programs write it."""
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == SHEET_PART else content)
    return out


def prefixed(xml: str) -> str:
    xml = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml)
    return xml.replace("xmlns=", "xmlns:x=")


def without_addresses(xml: str) -> str:
    head, data = xml.split("<sheetData>")
    data, tail = data.split("</sheetData>")
    bare = re.sub(r'(<row) r="\d+"', r"\1", re.sub(r'(<c) r="[A-Z]+\d+"', r"\1", data))
    bare = bare.replace("</row>", "</row><row/>", 1)
    return f"{head}<sheetData>{bare}</sheetData>{tail}"


def test_rows_are_written_with_the_style_of_the_first_data_row(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    write_export(small_round(), check_with(template), tmp_path / "o.xlsx", template)

    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["DS_Ho"]
    assert rows_of(tmp_path / "o.xlsx") == ROWS
    assert [sheet.cell(row, 7).number_format for row in (6, 7, 8)] == ["@", "@", "@"]
    assert {sheet.cell(row, 14).border.left.style for row in (6, 7, 8)} == {"thin"}
    assert [sheet.row_dimensions[row].height for row in (6, 8)] == [21, 21]
    assert (sheet["C6"].data_type, sheet["G6"].data_type, sheet.dimensions) == ("s", "s", "A1:N8")


def test_everything_else_of_the_template_stays_byte_for_byte(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    write_export(small_round(), check_with(template), tmp_path / "o.xlsx", template)

    old, new = parts(template), parts(tmp_path / "o.xlsx")
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == [SHEET_PART]
    cut = re.compile(rb'<row r="6".*?</sheetData>', re.DOTALL)
    range_ = re.compile(rb"<dimension [^>]*>")
    assert range_.sub(b"", cut.sub(b"", new[SHEET_PART])) == range_.sub(b"", cut.sub(b"", old[SHEET_PART]))
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert {str(rule.sqref) for rule in book["DS_Ho"].data_validations.dataValidation} == {
        "F6:F500", "H6:H500", "I6:I500", "K6:K500", "L6:L500", "M6:M500",
    }  # fmt: skip
    assert book["Hướng dẫn"]["A2"].value == "=COUNTA(DS_Ho!C6:C5000)"
    assert book["DS_Ho"].conditional_formatting
    assert book["DanhMuc"].sheet_state == "hidden"


def test_the_same_data_give_the_same_bytes(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    profile = check_with(template)
    for name in ("a.xlsx", "b.xlsx"):
        write_export(small_round(), profile, tmp_path / name, template)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("change", [prefixed, without_addresses, lambda xml: re.sub("<dimension[^>]*>", "", xml)])
def test_templates_of_other_programs_are_filled_too(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path, change: Callable[[str], str]
) -> None:
    other = with_sheet(template, tmp_path / "other.xlsx", change)

    write_export(small_round(notice=["DẤU"] * 3), check_with(other), tmp_path / "o.xlsx", other)

    assert rows_of(tmp_path / "o.xlsx") == ROWS
    assert openpyxl.load_workbook(tmp_path / "o.xlsx")["DS_Ho"]["A2"].value == "DẤU"


def test_lists_in_the_extension_of_newer_programs_are_read(template: Path, check_with: Check, tmp_path: Path) -> None:
    rule = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>DanhMuc!$A$2:$A$2</xm:f></x14:formula1>'
        "<xm:sqref>H6:H500</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    other = with_sheet(template, tmp_path / "x.xlsx", lambda xml: xml.replace("</worksheet>", rule))

    faults = check_template(check_with(template), Template(other))

    assert [(fault.rule, fault.place.cell, fault.value) for fault in faults] == [
        ("template-word-not-listed", "H6", "Hộ cận nghèo")
    ]


def test_formatted_blank_rows_below_make_way(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    def formatted(xml: str) -> str:
        blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(7, 40))
        return xml.replace("</sheetData>", f"{blank}</sheetData>")

    other = with_sheet(template, tmp_path / "other.xlsx", formatted)

    write_export(small_round(), check_with(other), tmp_path / "o.xlsx", other)

    numbers = re.findall(rb'<row r="(\d+)"', parts(tmp_path / "o.xlsx")[SHEET_PART])
    assert [int(number) for number in numbers] == [1, 3, 4, 5, *range(6, 40)]
    assert rows_of(tmp_path / "o.xlsx") == ROWS


def test_the_notice_stands_in_its_cell_only_when_there_is_one(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    profile = check_with(template)
    write_export(small_round(**{NOTICE: ["DẤU & <chìm>"] * 3}), profile, tmp_path / "a.xlsx", template)
    write_export(small_round(), profile, tmp_path / "b.xlsx", template)

    cells = [openpyxl.load_workbook(tmp_path / name)["DS_Ho"]["A2"].value for name in ("a.xlsx", "b.xlsx")]
    assert cells == ["DẤU & <chìm>", None]


def test_dates_follow_the_count_of_the_workbook(
    template_of_1904: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    write_export(small_round(), check_with(template_of_1904), tmp_path / "o.xlsx", template_of_1904)

    assert rows_of(tmp_path / "o.xlsx")[0][9] == date(2026, 11, 22)


def test_a_sheet_without_households_stays_as_it_was(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    none = small_round(**{"class": ["not_poor"] * 3})

    done = write_export(none, check_with(template), tmp_path / "o.xlsx", template)

    assert done.rows == {"DS_Ho": 0}
    assert parts(tmp_path / "o.xlsx")[SHEET_PART] == parts(template)[SHEET_PART]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_comes_back_as_the_text_it_was(text: str) -> None:
    xml = cell_xml("A", 1, 0, text)

    assert 't="inlineStr"' in xml
    assert "<f>" not in xml.replace(text, "")
    assert plain(xml) == text


def plain(xml: str) -> str:
    """The text of a cell as spreadsheet programs decode it."""
    node = fromstring(f"<r>{xml}</r>")
    text = "".join(node.itertext())
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


@pytest.mark.parametrize("calculation", ['<calcPr calcId="191029"/>', ""])
def test_formulas_of_other_sheets_are_computed_again_on_opening(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path, calculation: str
) -> None:
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(tmp_path / "other.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<calcPr[^>]*/>", calculation.encode(), old.read(name)))

    write_export(small_round(), check_with(tmp_path / "other.xlsx"), tmp_path / "o.xlsx", tmp_path / "other.xlsx")

    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert book.calculation.fullCalcOnLoad is True
    assert b'fullCalcOnLoad="1"' in parts(tmp_path / "o.xlsx")["xl/workbook.xml"]


def test_templates_with_macros_are_refused(template: Path, tmp_path: Path) -> None:
    (tmp_path / "m.xlsx").write_bytes(template.read_bytes())
    with zipfile.ZipFile(tmp_path / "m.xlsx", "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")

    with pytest.raises(FaultsFoundError) as error:
        Template(tmp_path / "m.xlsx")

    assert [fault.rule for fault in error.value.faults] == ["template-with-macros"]


@pytest.mark.parametrize("wrong", ['<row r="x">', '<row r="6"><c r="6"/>', "<col/>", "<!DOCTYPE x>", "</sheetData>"])
def test_broken_sheets_are_refused(template: Path, check_with: Check, tmp_path: Path, wrong: str) -> None:
    profile = check_with(template)
    other = with_sheet(template, tmp_path / "x.xlsx", lambda xml: xml.replace('<row r="6"', wrong + '<row r="6"', 1))

    with pytest.raises(FaultsFoundError) as error:
        check_template(profile, Template(other))

    assert [fault.rule for fault in error.value.faults] == ["workbook-broken"]


def test_memory_does_not_grow_with_the_rows(
    template: Path, check_with: Check, small_round: Callable[..., Dataset], tmp_path: Path
) -> None:
    profile, base = check_with(template), small_round()

    def peak(size: int) -> int:
        ids = pl.Series([f"H{at}" for at in range(size)])
        tables = [
            frame.head(1).select(pl.all().repeat_by(size).explode()).with_columns(household_id=ids)
            for frame in (base.households, base.members)
        ]
        tracemalloc.start()
        write_export(Dataset(*tables), profile, tmp_path / "o.xlsx", template)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = peak(3_000), peak(15_000)

    sheet = CalamineWorkbook.from_path(str(tmp_path / "o.xlsx")).get_sheet_by_name("DS_Ho")
    assert len(sheet.to_python(skip_empty_area=False)) == 15_005
    assert many < 1.3 * few
