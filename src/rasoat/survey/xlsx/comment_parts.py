"""Comments of a sheet with all the parts they need: texts, boxes, relations, types, the sheet's own reference."""

from collections.abc import Mapping
from typing import Final

from rasoat.survey.xlsx.addresses import Cell
from rasoat.survey.xlsx.comments import NO_COMMENTS, Comments
from rasoat.survey.xlsx.drawings import NO_DRAWING, Drawing, Sizes, used_ids
from rasoat.survey.xlsx.grid import Grid
from rasoat.survey.xlsx.ordered import AFTER_LEGACY_DRAWING, put_before
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.tabs import RELATIONS, free_name
from rasoat.survey.xlsx.tags import attributes, end_tag, first_tag, masked, spliced, tags

COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def put_comments(package: Package, sheet: str, grid: Grid, texts: Mapping[Cell, str], author: str) -> set[Cell]:
    """Add comments to a worksheet part. `grid` tells the sizes of its cells.

    Returns the cells where none could be added (threaded comments); they stay as they are.
    """
    part = _related(package, sheet, "comments")
    if not part:
        part = free_name(package, "xl/comments{}.xml")
        package.put(part, NO_COMMENTS, COMMENTS_TYPE)
        package.relate(sheet, f"{RELATIONS}/comments", part)
    comments = Comments(package.tree_source(part))
    left = comments.add(texts, author)
    package.put(part, comments.content)
    boxed = {cell: text for cell, text in texts.items() if cell not in left}
    name = _drawing(package, sheet)
    drawings = [package.part(other) for other in package.names if other.lower().endswith(".vml")]
    drawing = Drawing(package.part(name))
    drawing.add(boxed, Sizes.of(grid), used_ids(drawings) + 1)
    package.put(name, drawing.content)
    return left


def comments_of(package: Package, sheet: str) -> Comments | None:
    """The comments of a worksheet part; None when it has none."""
    part = _related(package, sheet, "comments")
    return Comments(package.tree_source(part)) if part else None


def take_comments(package: Package, sheet: str, sign: str) -> bool:
    """Take away every comment text that begins with `sign`, and parts that hold nothing any more.

    Returns whether there was any.
    """
    part, comments = _related(package, sheet, "comments"), comments_of(package, sheet)
    if comments is None:
        return False
    before = comments.content
    bare = comments.take_away(sign)
    if comments.content == before:
        return False
    drawing = _related(package, sheet, "vmlDrawing", _reference(package.part(sheet)))
    boxes = Drawing(package.part(drawing)) if drawing else None
    if boxes is not None:
        boxes.take_away(bare)
        package.put(drawing, boxes.content)
    if comments.all():
        package.put(part, comments.content)
        return True
    _drop(package, sheet, part)
    if boxes is not None and boxes.is_empty:
        _drop(package, sheet, drawing)
        content = package.part(sheet)
        plain = masked(content)
        edits = [(tag.start, end_tag(plain, tag)[1], b"") for tag in tags(plain, "legacyDrawing")]
        package.put(sheet, spliced(content, edits))
    return True


def _drawing(package: Package, sheet: str) -> str:
    """The drawing that the sheet refers to, made where there is none."""
    content = package.part(sheet)
    name = _related(package, sheet, "vmlDrawing", _reference(content))
    if name:
        return name
    name = free_name(package, "xl/drawings/vmlDrawing{}.vml")
    package.put(name, NO_DRAWING)
    package.set_type_of(name, DRAWING_TYPE)
    id_ = package.relate(sheet, f"{RELATIONS}/vmlDrawing", name)
    plain = masked(content)
    data = first_tag(plain, "sheetData")
    assert data is not None
    element = f'<{data.prefix.decode()}legacyDrawing xmlns:r="{RELATIONS}" r:id="{id_}"/>'.encode()
    start = end_tag(plain, data)[1]
    package.put(sheet, put_before(content, plain, element, AFTER_LEGACY_DRAWING, start))
    return name


def _reference(content: bytes) -> str:
    """The id by which a worksheet refers to its drawing of boxes; empty when it does not."""
    plain = masked(content)
    tag = first_tag(plain, "legacyDrawing", max(plain.rfind(b"sheetData"), 0))
    if tag is None:
        return ""
    return next((value for name, value in attributes(tag.source).items() if name.rpartition(b":")[2] == b"id"), "")


def _related(package: Package, sheet: str, kind: str, id_: str | None = None) -> str:
    """The part that a sheet relates to, of that kind and with that id if one is given; empty when there is none."""
    for relation in package.relations(sheet):
        if relation.kind == kind and relation.target in package and id_ in {None, relation.id}:
            return relation.target
    return ""


def _drop(package: Package, sheet: str, part: str) -> None:
    for relation in package.relations(sheet):
        if relation.target == part:
            package.unrelate(sheet, relation.id)
    package.drop(part)
