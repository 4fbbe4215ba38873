"""Whatever differs between a profile and an empty template is found and named at its cell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.survey.exporting.check import check_template
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.exporting.store import find_profile
from rasoat.survey.exporting.template import Template

Change = Callable[[Any], None]


@pytest.fixture
def faults(tmp_path: Path, template: Path, profile_text: str) -> Callable[..., list[Fault]]:
    """Faults of the profile (with a text replaced) against the template as a person changed it."""

    def find(change: Change = lambda _: None, old: str = "", new: str = "") -> list[Fault]:
        book = openpyxl.load_workbook(template)
        change(book)
        path = tmp_path / "mau.xlsx"
        book.save(path)
        (tmp_path / "p.yaml").write_text(profile_text.replace(old, new, 1) if old else profile_text, encoding="utf-8")
        return check_template(read(tmp_path / "p.yaml"), Template(path))

    return find


def read(path: Path) -> ExportProfile:
    return find_profile(str(path)).profile


def page(book: Any) -> Any:
    return book["DS_Ho"]


def put(**cells: Any) -> Change:
    return lambda book: [page(book).__setitem__(cell, value) for cell, value in cells.items()] and None


def with_rule(area: str, **rule: Any) -> Change:
    def change(book: Any) -> None:
        kept = [
            item for item in page(book).data_validations.dataValidation if area.split(":")[0] not in str(item.sqref)
        ]
        page(book).data_validations.dataValidation = kept
        made = DataValidation(**rule)
        made.add(area)
        page(book).add_data_validation(made)

    return change


def swapped(book: Any) -> None:
    sheet = page(book)
    sheet["G3"].value, sheet["L3"].value = sheet["L3"].value, sheet["G3"].value


def locked(book: Any) -> None:
    page(book).protection.sheet = True


def unlocked(book: Any) -> None:
    page(book).protection.sheet = True
    for cell in page(book)[6]:
        cell.protection = Protection(locked=False)


def one_row_down(book: Any) -> None:
    sheet = page(book)
    for area in [str(item) for item in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(area)
    sheet.insert_rows(2)


def with_table(book: Any) -> None:
    page(book)["S8"], page(book)["T8"] = "a", "b"
    page(book).add_table(Table(displayName="B", ref="S8:T9"))


def shortened(book: Any) -> None:
    book["DanhMuc"]["A3"] = None


def renamed(book: Any) -> None:
    page(book).title = "Danh sách"


def test_the_template_fits_its_profile(faults: Any) -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "rule", "cell", "value"),
    [
        (renamed, "template-sheet-missing", "", ""),
        (lambda book: setattr(page(book), "sheet_state", "hidden"), "template-sheet-hidden", "", ""),
        (put(G3=None), "template-heading-missing", "G4", ""),
        (put(G3="Mã số thuế"), "template-heading-differs", "G4", "Mã số thuế"),
        (swapped, "template-heading-moved", "G4", "Thôn"),
        (put(D3="Năm khác"), "template-heading-differs", "D4", "Năm khác / Nam"),
        (one_row_down, "template-heading-moved", "D4", "Năm sinh"),
        (put(N3="Thôn", O3="x"), "template-heading-twice", "L4", ""),
        (put(O3="Cột mới"), "template-column-extra", "O4", "Cột mới"),
        (put(C6="Nguyễn Văn A"), "template-row-not-empty", "C6", "Nguyễn Văn A"),
        (put(O6="=B6"), "template-row-formula", "O6", ""),
        (put(C9="Người lập"), "template-below-not-empty", "C9", "Người lập"),
        (lambda book: page(book).merge_cells("B6:C6"), "template-row-merged", "B6", ""),
        (put(A2="Đơn vị: ..."), "template-cell-not-empty", "A2", "Đơn vị: ..."),
        (with_rule("F6:F500", type="list", formula1='"nam,Nữ"'), "template-word-not-listed", "F6", "Nam"),
        (shortened, "template-word-not-listed", "H6", "Hộ cận nghèo"),
        (with_rule("F6:F500", type="list", formula1='"Nam,Nữ,Khác"'), "template-word-unused", "F6", "Khác"),
        (with_rule("I6:I500", type="list", formula1="INDIRECT($A$1)"), "template-list-unreadable", "I6",
         "INDIRECT($A$1)"),
        (with_rule("L6:L500", type="whole", formula1="0", formula2="9"), "template-rule-against-form", "L6", ""),
        (with_rule("J6:J500", type="decimal", formula1="0", formula2="9"), "template-rule-against-form", "J6", ""),
        (lambda book: setattr(page(book)["G6"], "number_format", "0"), "template-number-format", "G6", "0"),
        (lambda book: setattr(page(book)["J6"], "number_format", "General"), "template-date-format", "J6", "General"),
        (lambda book: setattr(page(book)["D6"], "number_format", "dd/mm/yyyy"), "template-number-as-date", "D6",
         "dd/mm/yyyy"),
        (lambda book: setattr(page(book).column_dimensions["G"], "hidden", True), "template-column-hidden", "G6", ""),
        (locked, "template-protected", "", ""),
        (with_table, "template-table-object", "", ""),
    ],
)  # fmt: skip
def test_each_planted_mismatch_is_found_and_named(
    faults: Any, change: Change, rule: str, cell: str, value: str
) -> None:
    found = faults(change)

    assert [(fault.rule, fault.place.cell, fault.value) for fault in found if fault.rule == rule][:1] == [
        (rule, cell, value)
    ], [fault.text_vi() for fault in found]
    told = next(fault for fault in found if fault.rule == rule)
    assert (told.place.file, bool(told.place.sheet), bool(told.remedy_vi)) == ("mau.xlsx", True, True)


def test_a_column_that_a_person_has_not_seen_is_refused(faults: Any) -> None:
    found = faults(old="from: village, max", new="from: village, review: true, max")

    assert [(fault.rule, fault.place.cell) for fault in found] == [("export-column-not-reviewed", "L3")]


@pytest.mark.parametrize(
    "change",
    [
        unlocked,
        put(B3="MÃ HỘ"),
        put(C3="Ho va ten *"),
        with_rule("H6:H500", type="list", formula1="'DanhMuc'!A2:A3"),
        with_rule("F6:F500", type="list", formula1='"Nam, Nữ"'),
        with_rule("F600:F700", type="list", formula1='"khác"'),
        with_rule("A6:XFD6", type="custom", formula1="TRUE"),
    ],
)
def test_differences_that_do_not_matter_are_no_faults(faults: Any, change: Change) -> None:
    assert faults(change) == []


def test_only_words_that_can_stand_on_the_sheet_must_be_listed(faults: Any) -> None:
    assert faults(old="codes: {poor: Hộ nghèo, near_poor: Hộ cận nghèo}", new="form: text") == []


def test_a_word_that_differs_in_accents_is_pointed_out(faults: Any) -> None:
    found = faults(with_rule("F6:F500", type="list", formula1='"NAM,Nữ"'))

    assert "“NAM”" in found[0].vi


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (b"PK\x03\x04 cut off", "workbook-broken"),
        (b"a,b\n1,2\n", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook-old-format"),
    ],
)
def test_files_that_are_no_template_are_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    (tmp_path / "mau.xlsx").write_bytes(content)

    with pytest.raises(FaultsFoundError) as error:
        Template(tmp_path / "mau.xlsx")

    assert [fault.rule for fault in error.value.faults] == [rule]
