"""Tabs put in and taken away with everything that names them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import sheet_parts
from rasoat.survey.xlsx.tabs import add_sheet, remove_sheet

Made = Callable[..., Path]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EMPTY = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
NAMES = {"_xlnm.Print_Titles": "'Mới'!$7:$7", "_xlnm._FilterDatabase": "'Mới'!$A$7:$I$9"}


def workbook(body: str) -> dict[str, bytes]:
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId2"/></sheets>'
    text = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{body.replace("SHEETS", sheets)}</workbook>'
    return {"xl/workbook.xml": text.encode()}


def test_a_sheet_is_the_last_tab(made: Made, tmp_path: Path) -> None:
    package = Package.read(made())

    added = add_sheet(package, 'Mới & "lạ"', EMPTY, state="veryHidden", names={})
    package.write(tmp_path / "out.xlsx")

    found = sheet_parts(Package.read(tmp_path / "out.xlsx"))
    assert found[-1] == added
    assert [(sheet.title, sheet.state, sheet.sheet_id) for sheet in found] == [
        ("Hộ & người", "visible", 3), ("Ẩn", "hidden", 7), ('Mới & "lạ"', "veryHidden", 8),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "<bookViews/>SHEETS<calcPr/>",
        "SHEETS<definedNames/><calcPr/>",
        '<fileVersion/>SHEETS<externalReferences/><definedNames><definedName name="x">1</definedName></definedNames>',
        "SHEETS",
    ],
)
def test_names_of_the_sheet_stand_among_the_names(made: Made, body: str) -> None:
    package = Package.read(made(workbook(body)))

    add_sheet(package, "Mới", EMPTY, names=NAMES)

    text = package.part("xl/workbook.xml").decode()
    assert text.count("<definedNames>") == 1
    assert text.index("</sheets>") < text.index("<definedNames>")
    assert "calcPr" not in text or text.index("</definedNames>") < text.index("<calcPr")
    assert re.findall(r'localSheetId="(\d)"', text) == ["2", "2"]


@pytest.mark.parametrize(
    "body", ["<bookViews/>SHEETS<calcPr/>", 'SHEETS<definedNames><definedName name="x">1</definedName></definedNames>']
)
def test_taken_away_the_workbook_is_as_before(made: Made, body: str) -> None:
    path = made(workbook(body))
    package = Package.read(path)

    remove_sheet(package, add_sheet(package, "Mới", EMPTY, names=NAMES))

    assert package.part("xl/workbook.xml") == Package.read(path).part("xl/workbook.xml")
    assert package.names == Package.read(path).names
    assert package.relations("xl/workbook.xml") == Package.read(path).relations("xl/workbook.xml")


def test_names_and_views_of_later_tabs_are_renumbered(made: Made) -> None:
    body = (
        '<bookViews><workbookView activeTab="1" firstSheet="0"/></bookViews>SHEETS<definedNames>'
        '<definedName name="p" localSheetId="0">A!$A$1</definedName>'
        '<definedName name="p" localSheetId="1">B!$A$1</definedName></definedNames>'
    )
    package = Package.read(made(workbook(body)))

    remove_sheet(package, sheet_parts(package)[0])

    text = package.part("xl/workbook.xml").decode()
    assert '<definedName name="p" localSheetId="0">B!$A$1</definedName>' in text
    assert "A!$A$1" not in text
    assert '<workbookView activeTab="0" firstSheet="0"/>' in text
