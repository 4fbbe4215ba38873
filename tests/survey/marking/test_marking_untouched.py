"""A marked copy: cells coloured and commented, everything else as the officer left it."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.survey.marking.api import mark
from rasoat.survey.marking.names import COLOURS, SIGN

FaultMaker = Callable[..., Fault]
CHANGED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
}  # fmt: skip
KEPT = ("number_format", "font", "border", "protection", "alignment")
FILLS = {severity: f"FF{colour}" for severity, colour in COLOURS.items()}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {title: book.get_sheet_by_name(title).to_python(skip_empty_area=False) for title in book.sheet_names}


def test_parts_that_hold_no_mark_stay_byte_for_byte(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("A3"), fault("E5", warning=True)], tmp_path / "dau.xlsx")

    before, after = parts(rich), parts(tmp_path / "dau.xlsx")

    assert {name for name in before if before[name] != after[name]} <= CHANGED
    assert list(after)[: len(before)] == list(before)


def test_in_the_marked_sheet_only_styles_of_marked_cells_change(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("A3"), fault("E5")], tmp_path / "dau.xlsx")

    before, after = (parts(path)["xl/worksheets/sheet1.xml"] for path in (rich, tmp_path / "dau.xlsx"))

    pieces, others = before.split(b"<"), after.split(b"<")
    changed = [(old, new) for old, new in zip(pieces, others, strict=True) if old != new]
    assert [old.split(b'"')[1] for old, _ in changed] == [b"A3", b"E5"]
    assert all(old.split(b" s=")[0] == new.split(b" s=")[0] for old, new in changed)


def test_values_and_formulas_of_all_sheets_stay(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("A3"), fault("E5"), fault("K40")], tmp_path / "dau.xlsx")

    before, after = cells(rich), cells(tmp_path / "dau.xlsx")
    formulas = openpyxl.load_workbook(tmp_path / "dau.xlsx")

    assert {title: [row[:5] for row in after[title][:21]] for title in before} == {
        title: [row[:5] for row in rows[:21]] for title, rows in before.items()
    }
    assert formulas["Danh sách"]["E5"].value == "=C5*2"
    assert formulas["Tổng hợp của xã"]["D1"].value == "=SUM('Danh sách'!C2:C21)"


def test_a_marked_cell_keeps_its_format_but_the_fill(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("C3"), fault("D4", warning=True), fault("A30")], tmp_path / "dau.xlsx")

    before, after = (openpyxl.load_workbook(path)["Danh sách"] for path in (rich, tmp_path / "dau.xlsx"))

    for address, severity in (("C3", "error"), ("D4", "warning")):
        old, new = before[address], after[address]
        assert [str(getattr(new, name)) for name in KEPT] == [str(getattr(old, name)) for name in KEPT]
        assert new.fill.fgColor.rgb == FILLS[severity]
    assert after["A30"].number_format == "@"
    assert after["C4"].fill.fgColor.rgb == before["C4"].fill.fgColor.rgb


def test_the_works_of_the_sheet_survive(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("C3"), fault("A2")], tmp_path / "dau.xlsx")

    book = openpyxl.load_workbook(tmp_path / "dau.xlsx")
    sheet = book["Danh sách"]

    assert {str(found.sqref) for found in sheet.conditional_formatting} == {"C2:C21", "A2:A21"}
    assert [str(found.sqref) for found in sheet.data_validations.dataValidation] == ["D2:D21"]
    assert sheet.protection.sheet
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.page_setup.orientation) == ("A1:E21", "B2", "landscape")
    assert len(sheet._charts) == 1
    assert "xl/media/image1.png" in parts(tmp_path / "dau.xlsx")
    assert "G2:H4" in {str(found) for found in sheet.merged_cells.ranges}
    assert "TienXa" in book.defined_names
    assert (book["Ẩn"].sheet_state, list(book["Tổng hợp của xã"].tables)) == ("hidden", ["Table1"])
    assert (sheet.print_title_rows, sheet.oddHeader.center.text) == ("$1:$1", "Xã mẫu")


def test_comments_of_people_survive_and_ours_follow(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("A2", value="x"), fault("A2", rule="khac"), fault("C3")], tmp_path / "dau.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "dau.xlsx")["Danh sách"]

    assert sheet["B5"].comment.text == "hỏi lại nhà này"
    theirs, blank, ours = sheet["A2"].comment.text.partition("\n\n")
    assert (theirs, blank) == ("đã xem", "\n\n")
    assert ours.startswith(f"{SIGN} 2 chỗ")
    assert "sai ở đây" in ours
    assert "khac ở đây" in ours
    assert "Đang ghi: x" in ours
    assert ours.count("Cách sửa: ghi lại") == 2
    assert sheet["C3"].comment.author == "RaSoat"
    assert sheet["C3"].comment.text.startswith(SIGN)


def test_shapes_that_are_no_comments_survive(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("C3")], tmp_path / "dau.xlsx")

    drawing = parts(tmp_path / "dau.xlsx")["xl/drawings/vmlDrawing1.vml"]

    assert drawing.count(b'ObjectType="Note"') == 3
    assert drawing.count(b'ObjectType="Button"') == 1


def test_a_fault_inside_a_merged_cell_shows_at_its_first_cell(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    mark(rich, [fault("H4")], tmp_path / "dau.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "dau.xlsx")["Danh sách"]

    assert sheet["G2"].comment.text.startswith(SIGN)
    assert sheet["G2"].fill.fgColor.rgb == FILLS["error"]


def test_a_colour_that_the_officer_uses_is_not_ours(tmp_path: Path, fault: FaultMaker) -> None:
    book = openpyxl.Workbook()
    book.active["A1"].fill = openpyxl.styles.PatternFill("solid", fgColor=FILLS["error"])
    book.active["A2"] = 1
    book.save(tmp_path / "a.xlsx")

    mark(tmp_path / "a.xlsx", [fault("A2", "Sheet")], tmp_path / "dau.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "dau.xlsx")["Sheet"]
    assert sheet["A1"].fill.fgColor.rgb == FILLS["error"]
    assert sheet["A2"].fill.fgColor.rgb == "FFFFCACE"


def test_the_same_faults_give_the_same_bytes(rich: Path, fault: FaultMaker, tmp_path: Path) -> None:
    for name in ("1.xlsx", "2.xlsx"):
        mark(rich, [fault("C3"), fault("A2")], tmp_path / name)

    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_workbook_with_prefixes_everywhere_is_marked_and_freed_again(
    rich: Path, fault: FaultMaker, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as out:
        for name, content in parts(rich).items():
            ours = re.match(r"xl/(workbook|styles|sharedStrings|comments1|worksheets/sheet\d)\.xml", name)
            out.writestr(name, _prefixed(content) if ours else content)

    mark(tmp_path / "x.xlsx", [fault("A2"), fault("C3"), fault("B40")], tmp_path / "dau.xlsx")
    mark(tmp_path / "dau.xlsx", [], tmp_path / "sach.xlsx")

    marked = openpyxl.load_workbook(tmp_path / "dau.xlsx")["Danh sách"]
    assert [marked[cell].fill.fgColor.rgb for cell in ("A2", "C3", "B40")] == [FILLS["error"]] * 3
    assert marked["A2"].comment.text.startswith("đã xem\n\nRaSoat:")
    freed = openpyxl.load_workbook(tmp_path / "sach.xlsx")
    assert freed["Danh sách"]["A2"].comment.text == "đã xem"
    assert freed["Danh sách"]["C3"].fill.fgColor.rgb == "FFDDEBF7"
    assert cells(tmp_path / "sach.xlsx")["Tổng hợp của xã"] == cells(rich)["Tổng hợp của xã"]


def _prefixed(content: bytes) -> bytes:
    """The part with a prefix on every element of the main namespace, as some programs write."""
    named = re.sub(rb"<(/?)([A-Za-z]\w*)(?=[\s/>])", rb"<\1x:\2", content)
    return named.replace(b' xmlns="', b' xmlns:x="')


def test_a_workbook_without_any_style_is_marked(tmp_path: Path, fault: FaultMaker) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as out:
        for name, content in parts(tmp_path / "a.xlsx").items():
            if name != "xl/styles.xml":
                lines = content.replace(b'<Override PartName="/xl/styles.xml"', b"<Gone")
                out.writestr(name, lines if name != "xl/_rels/workbook.xml.rels" else _without_styles(content))

    mark(tmp_path / "b.xlsx", [fault("A1", "Sheet")], tmp_path / "dau.xlsx")

    assert openpyxl.load_workbook(tmp_path / "dau.xlsx")["Sheet"]["A1"].fill.fgColor.rgb == FILLS["error"]


def _without_styles(content: bytes) -> bytes:
    text = content.decode()
    start = text.rindex("<", 0, text.index("relationships/styles"))
    return (text[:start] + text[text.index("/>", start) + 2 :]).encode()


def refused(path: Path, out: Path) -> str:
    with pytest.raises(FaultsFoundError) as caught:
        mark(path, [], out)
    return caught.value.faults[0].rule


def test_the_file_itself_is_never_overwritten(rich: Path) -> None:
    before = rich.read_bytes()

    assert refused(rich, rich) == "output-is-input"
    assert refused(rich, rich.parent / "." / rich.name) == "output-is-input"
    assert rich.read_bytes() == before


def test_what_is_no_xlsx_is_refused(rich: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "trong.xlsx").write_bytes(b"")

    assert refused(tmp_path / "a.csv", tmp_path / "dau.xlsx") == "not-a-workbook"
    assert refused(tmp_path, tmp_path / "dau.xlsx") == "not-a-workbook"
    assert refused(tmp_path / "trong.xlsx", tmp_path / "dau.xlsx") == "file-empty"
    assert refused(rich, tmp_path / "dau.csv") == "output-not-xlsx"
    assert not (tmp_path / "dau.xlsx").exists()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"spreadsheetml.sheet.main", b"x.sheet.macroEnabled.main", "workbook-macros"),
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main",
         "workbook-strict"),
    ],
)  # fmt: skip
def test_macros_and_the_strict_edition_are_refused(
    rich: Path, tmp_path: Path, old: bytes, new: bytes, rule: str
) -> None:
    with zipfile.ZipFile(tmp_path / "khac.xlsx", "w") as out:
        for name, content in parts(rich).items():
            out.writestr(name, content.replace(old, new))

    assert refused(tmp_path / "khac.xlsx", tmp_path / "dau.xlsx") == rule
