"""What a workbook hides: formulas never computed, errors, hidden parts, stray cells, sizes; odd ways to write XML."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from rasoat.law.faults import Fault, FaultsFoundError, Severity
from rasoat.survey.file_kind import MAX_UNPACKED_BYTES, MAX_WORKBOOK_BYTES
from rasoat.survey.mapping.propose import propose
from rasoat.survey.mapping.sheet_scan import SheetScan, scan_sheet

from .ugly import vni_abbreviations

PART = "xl/worksheets/sheet1.xml"


def refused(path: Path) -> str:
    with pytest.raises(FaultsFoundError) as found:
        propose(path)
    assert all(fault.vi and fault.remedy_vi and fault.place.file == path.name for fault in found.value.faults)
    return found.value.faults[0].rule


def changed(tmp_path: Path, **cells: object) -> Path:
    made = vni_abbreviations(tmp_path / "base.xlsx").path
    book = openpyxl.load_workbook(made)
    for address, value in cells.items():
        book["data"][address] = value
        if str(value).startswith("#"):
            book["data"][address].data_type = "e"
    book.save(tmp_path / "changed.xlsx")
    return tmp_path / "changed.xlsx"


def scanned(tmp_path: Path, xml: str) -> SheetScan:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PART, xml)
    return scan_sheet(tmp_path / "a.zip", PART)


def faults_of(path: Path) -> list[Fault]:
    found = propose(path)
    assert found.read is not None
    return list(found.read.dataset.faults)


def test_formulas_without_value_and_errors_are_told_at_their_cells(tmp_path: Path) -> None:
    faults = faults_of(changed(tmp_path, C3='=CONCATENATE("a","b")', D4="#REF!", J5="=1+1"))

    assert {(fault.rule, fault.place.cell, fault.value, fault.severity) for fault in faults} == {
        ("formula-without-value", "C3", "", Severity.ERROR), ("cell-error-value", "D4", "#REF!", Severity.ERROR),
        ("formula-without-value", "J5", "", Severity.WARNING),
    }  # fmt: skip


def test_a_stray_cell_far_away_is_refused_with_its_address(tmp_path: Path) -> None:
    path = changed(tmp_path, XFD1048576="x")

    assert refused(path) == "sheet-reaches-too-far"
    with pytest.raises(FaultsFoundError, match="XFD1048576"):
        propose(path)


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(2 * MAX_WORKBOOK_BYTES)

    assert refused(path) == "workbook-too-large"


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(PART, "w", force_zip64=True) as stream:
            for _ in range((MAX_UNPACKED_BYTES >> 22) + 2):
                stream.write(bytes(1 << 22))

    assert refused(path) == "workbook-too-large"


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.xlsx", b"", "file-empty"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-old-format"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook-password"),
        ("a.xls", b"<html><table></table></html>", "file-is-web-page"),
        ("a.xlsx", b"PK\x03\x04cut off", "workbook-broken"),
        ("a.csv", b"H\xe4 v\xb5 t\xaan;N\xa8m sinh\n", "not-utf8"),
        ("a.parquet", b"PAR1", "mapping-not-needed"),
    ],
)
def test_files_that_are_something_else_are_refused(tmp_path: Path, name: str, content: bytes, rule: str) -> None:
    (tmp_path / name).write_bytes(content)

    assert refused(tmp_path / name) == rule


def test_a_csv_that_was_renamed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("Họ và tên;Quan hệ;Năm sinh\nLò Văn An;Chủ hộ;1980\n", encoding="utf-8")

    found = propose(path)

    assert found.read is not None
    assert found.read.dataset.members["full_name"].to_list() == ["Lò Văn An"]


def test_rows_and_cells_without_references_are_counted(tmp_path: Path) -> None:
    xml = (
        "<worksheet><cols><col min='2' max='3' hidden='1'/></cols><sheetData>"
        "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row>"
        "<row hidden='1'><c/><c><f>A1</f></c><c t='str'><f>A1</f><v></v></c></row></sheetData></worksheet>"
    )

    scan = scanned(tmp_path, xml)

    assert scan.errors == [(1, "B", "#N/A")]
    assert scan.empty_formulas == [(2, "B")]
    assert (scan.hidden_rows, scan.hidden_columns, scan.last_row) == ([2], ["B", "C"], 2)


def test_prefixed_tags_are_known(tmp_path: Path) -> None:
    xml = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="3"><x:c r="AB3" t="e"><x:v>#REF!</x:v></x:c></x:row>'
        '<x:row r="9" hidden="true"><x:c r="A9"><x:f>B9</x:f><x:v/></x:c></x:row></x:sheetData></x:worksheet>'
    )

    scan = scanned(tmp_path, xml)

    assert (scan.errors, scan.empty_formulas) == ([(3, "AB", "#REF!")], [(9, "A")])
    assert (scan.hidden_rows, scan.last_row, scan.last_column) == ([9], 3, 28)


def test_formatted_empty_cells_reach_nowhere(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}" s="1"><c r="A{row}" s="1"/><c r="XFD{row}" s="1"/></row>' for row in range(2, 90_000)
    )

    scan = scanned(
        tmp_path, f'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}</sheetData></worksheet>'
    )

    assert (scan.last_row, scan.is_too_wide) == (1, False)
