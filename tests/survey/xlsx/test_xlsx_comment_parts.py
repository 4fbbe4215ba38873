"""Comments with all their parts: boxes, relations, types, the reference in the sheet."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rasoat.survey.xlsx.comment_parts import COMMENTS_TYPE, DRAWING_TYPE, comments_of, put_comments, take_comments
from rasoat.survey.xlsx.drawings import NO_DRAWING, Drawing, Sizes, box_height, used_ids
from rasoat.survey.xlsx.grid import Grid
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.safe_xml import root_of

Made = Callable[..., Path]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(before: str = "", after: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData/>{after}</worksheet>'.encode()


def commented(path: Path, texts: dict[tuple[int, int], str]) -> Package:
    package = Package.read(path)
    put_comments(package, SHEET, Grid(package.part(SHEET)), texts, "RaSoat")
    return package


def test_a_sheet_without_comments_gets_all_parts(made: Made) -> None:
    package = commented(made(), {(2, 3): "RaSoat: một"})

    kinds = {relation.kind: relation for relation in package.relations(SHEET)}
    assert package.content_types.of(kinds["comments"].target) == COMMENTS_TYPE
    assert package.content_types.of(kinds["vmlDrawing"].target) == DRAWING_TYPE
    assert f'r:id="{kinds["vmlDrawing"].id}"'.encode() in package.part(SHEET)
    assert Drawing(package.part(kinds["vmlDrawing"].target)).cells() == {(2, 3)}
    root_of(package.part(kinds["vmlDrawing"].target))


@pytest.mark.parametrize(
    "after",
    ["", "<tableParts/>", "<controls/><extLst/>", "<legacyDrawingHF/>", "<picture/>"],
)
def test_the_reference_stands_where_the_schema_wants_it(made: Made, after: str) -> None:
    package = commented(made({SHEET: sheet(after=f"<pageMargins/><drawing/>{after}")}), {(2, 3): "RaSoat: một"})

    names = re.findall(rb"<(\w+)", package.part(SHEET))
    assert names[names.index(b"drawing") + 1] == b"legacyDrawing"


def test_taken_away_everything_is_as_before(made: Made) -> None:
    path = made()
    package = commented(path, {(2, 3): "RaSoat: một", (4, 3): "RaSoat: hai"})

    assert take_comments(package, SHEET, "RaSoat:")

    assert package.part(SHEET) == Package.read(path).part(SHEET)
    assert package.relations(SHEET) == []
    assert comments_of(package, SHEET) is None
    assert not [name for name in package.names if "comments" in name or name.endswith(".vml")]


def test_comments_and_boxes_of_people_stay(made: Made, tmp_path: Path) -> None:
    commented(made(), {(1, 1): "của tôi"}).write(tmp_path / "a.xlsx")
    package = commented(tmp_path / "a.xlsx", {(1, 1): "RaSoat: một", (2, 2): "RaSoat: hai"})

    assert take_comments(package, SHEET, "RaSoat:")

    comments = comments_of(package, SHEET)
    assert comments is not None
    assert [(item.cell, item.text) for item in comments.all()] == [((1, 1), "của tôi")]
    drawing = next(name for name in package.names if name.endswith(".vml"))
    assert Drawing(package.part(drawing)).cells() == {(1, 1)}


def test_taking_away_nothing_says_so(made: Made, tmp_path: Path) -> None:
    commented(made(), {(1, 1): "của tôi"}).write(tmp_path / "a.xlsx")

    assert not take_comments(Package.read(tmp_path / "a.xlsx"), SHEET, "RaSoat:")
    assert not take_comments(Package.read(made()), SHEET, "RaSoat:")


def test_boxes_of_thousands_of_comments_have_numbers_of_their_own() -> None:
    drawing = Drawing(NO_DRAWING)

    drawing.add({(row, 1): "x" for row in range(1, 2501)}, Sizes([], {}, 64, 20), first_id=3)

    ids = re.findall(rb'id="_x0000_s(\d+)"', drawing.content)
    assert len(set(ids)) == 2500
    assert used_ids([drawing.content]) == max(map(int, ids)) // 1024 == 5


def test_a_box_leaves_room_for_wider_letters() -> None:
    """Where Tahoma is missing, 42 letters fill a line, and no line may fall below the box."""
    assert box_height("m" * 44 * 6) >= 15 * 7


def test_a_box_is_as_high_as_its_text() -> None:
    short, long = box_height("một dòng"), box_height("rất dài " * 60)

    assert short < 40 < long
    assert box_height("a\nb\nc") > short


def test_a_box_spans_the_columns_and_rows_it_needs() -> None:
    before = '<sheetFormatPr defaultRowHeight="15"/><cols><col min="3" max="4" width="50"/></cols>'
    sizes = Sizes.of(Grid(sheet(before)))
    drawing = Drawing(NO_DRAWING)

    drawing.add({(5, 2): "một dòng"}, sizes, first_id=1)

    anchor = re.search(rb"<x:Anchor>([^<]*)<", drawing.content)
    assert anchor is not None
    left, _, top, _, right, rest, bottom, _ = map(int, anchor[1].split(b","))
    assert (left, top, right, rest) == (2, 3, 2, 335)
    assert bottom - top <= 2


def test_the_box_of_somebody_grows_for_our_text() -> None:
    sizes = Sizes([], {}, 64, 20)
    drawing = Drawing(NO_DRAWING)
    drawing.add({(5, 2): "ngắn"}, sizes, first_id=1)
    small = re.search(rb"<x:Anchor>([^<]*)<", drawing.content)
    narrow = drawing.content.replace(small[1] if small else b"", b"2, 15, 3, 4, 3, 15, 5, 9")
    drawing = Drawing(narrow)

    drawing.add({(5, 2): "thêm một dòng\n" * 5}, sizes, first_id=2)

    large = re.search(rb"<x:Anchor>([^<]*)<", drawing.content)
    assert large is not None
    left, _, top, _, right, _, bottom, _ = map(int, large[1].split(b","))
    assert (left, top) == (2, 3)
    assert right >= 7
    assert bottom >= 8
    assert drawing.content.count(b"<v:shape ") == 1


def test_hidden_columns_have_no_width() -> None:
    sizes = Sizes.of(Grid(sheet('<cols><col min="1" max="2" width="9" hidden="1"/></cols>')))

    assert (sizes.column(0), sizes.column(2) > 0, sizes.row(7)) == (0, True, 20)
