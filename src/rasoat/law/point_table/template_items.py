"""The items of the points sheet: which rows belong together, which areas ask them, and what is missing."""

import re
from dataclasses import dataclass, field
from typing import Any

from rasoat.law.point_table.template_cells import Cells
from rasoat.law.point_table.template_words import (
    AREA_KINDS,
    CAP_CODE,
    COLUMNS,
    ENGLISH_COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    ITEM_KINDS,
    KIND_ROW,
)

MOST_POINTS = 1000
MOST_QUANTITY = 2**53 - 1
CODE = r"[a-z][a-z0-9_]*"
HEAD_COLUMNS = {part: column for column, (part, _) in enumerate(COLUMNS)}
_ITEM_PARTS = ("family", "name_vi", "kind", "unit")


@dataclass(slots=True)
class ItemBlock:
    """The rows of one item, counted from 0."""

    answer_rows: list[int]
    cap_row: int | None = None


@dataclass(slots=True)
class ItemRows:
    """What the sheet says, as data for the model, and the rows it was read from."""

    areas: list[str] = field(default_factory=list)
    area_of: dict[str, str] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[ItemBlock] = field(default_factory=list)


def read_items(cells: Cells) -> ItemRows:
    """Read heads and rows. Faults go to `cells.faults`; with wrong heads no row is read."""
    found = ItemRows()
    english = _read_heads(cells, found)
    if cells.faults:
        return found
    for block in _blocks(cells, english + len(ENGLISH_COLUMNS)):
        found.items.append(_item(cells, block, found, english))
        found.blocks.append(block)
    if not found.blocks:
        what = ("bảng điểm không có mục nào", "the table has no items")
        cells.refuse(FIRST_ROW, 0, "items-missing", what, ("nhập các mục của phụ lục", "enter the items of the annex"))
    return found


def _read_heads(cells: Cells, found: ItemRows) -> int:
    """Fill in the areas; returns the column of the first English wording."""
    keep = ("giữ nguyên dòng đầu cột của mẫu", "keep the column heads of the template")
    for column, (_, label) in enumerate(COLUMNS):
        if cells.text(HEADER_ROW, column) != label:
            cells.refuse(HEADER_ROW, column, "head-changed", (f"đầu cột phải là “{label}”", f"must be “{label}”"), keep)
    english = _english_column(cells)
    for column in range(len(COLUMNS), english):
        area = cells.text(HEADER_ROW, column, required="mã khu vực")
        if area and not re.fullmatch(r"[A-Z][A-Z0-9]*", area):
            what = ("mã khu vực gồm chữ hoa không dấu và số", "an area code has capitals and digits")
            cells.refuse(HEADER_ROW, column, "head-area", what, ("ghi mã như NT1, TT", "write a code like NT1, TT"))
        elif area in found.area_of:
            what = (f"khu vực {area} có hai cột", f"area {area} has two columns")
            cells.refuse(HEADER_ROW, column, "head-area-twice", what, ("bỏ một cột", "drop one column"))
        elif area:
            found.areas.append(area)
            found.columns[area] = column
            found.area_of[area] = cells.word(KIND_ROW, column, AREA_KINDS, "nông thôn hay thành thị")
    if english == len(COLUMNS):
        what = ("bảng không có cột khu vực nào", "the table has no area column")
        cells.refuse(HEADER_ROW, english, "head-area-missing", what, ("thêm cột khu vực", "add an area column"))
    return english


def _english_column(cells: Cells) -> int:
    width = max((len(row) for row in cells.rows), default=0)
    for column in range(len(COLUMNS), width):
        if cells.text(HEADER_ROW, column) == ENGLISH_COLUMNS[0][1]:
            return column
    what = (f"thiếu cột “{ENGLISH_COLUMNS[0][1]}” sau các khu vực", "the English columns are missing")
    cells.refuse(HEADER_ROW, width, "head-changed", what, ("giữ nguyên các cột của mẫu", "keep the template's columns"))
    return width


def _blocks(cells: Cells, width: int) -> list[ItemBlock]:
    blocks: list[ItemBlock] = []
    current = ""
    for row in range(FIRST_ROW, len(cells.rows)):
        if all(cells.is_blank(row, column) for column in range(width)):
            continue
        code = cells.text(row, 0)
        is_cap = cells.text(row, HEAD_COLUMNS["code"]).upper() == CAP_CODE
        if not blocks or (code and code != current):
            if not code or is_cap:
                what = ("dòng này không thuộc mục nào", "this row belongs to no item")
                cells.refuse(row, 0, "row-without-item", what, ("ghi mã mục ở dòng đầu của mục", "write the item code"))
                continue
            current = code
            blocks.append(ItemBlock([row]))
        elif is_cap and blocks[-1].cap_row is None:
            blocks[-1].cap_row = row
        else:
            blocks[-1].answer_rows.append(row)
            _check_repeated(cells, row, blocks[-1].answer_rows[0])
    return blocks


def _check_repeated(cells: Cells, row: int, first: int) -> None:
    for part in _ITEM_PARTS:
        column = HEAD_COLUMNS[part]
        if not cells.is_blank(row, column) and cells.text(row, column) != cells.text(first, column):
            what = ("khác với dòng đầu của mục", "differs from the first row of the item")
            remedy = ("để trống, hoặc ghi mã mục nếu đây là mục mới", "leave empty, or write the code of a new item")
            cells.refuse(row, column, "row-differs", what, remedy)


def _item(cells: Cells, block: ItemBlock, found: ItemRows, english: int) -> dict[str, Any]:
    first = block.answer_rows[0]
    asked = _asked_areas(cells, block, found)
    return {
        "code": cells.code(first, 0, CODE, "mã mục"),
        "family": cells.code(first, HEAD_COLUMNS["family"], CODE, "nhóm"),
        "name": {
            "vi": cells.text(first, HEAD_COLUMNS["name_vi"], required="tên mục"),
            "en": cells.text(first, english),
        },
        "kind": cells.word(first, HEAD_COLUMNS["kind"], ITEM_KINDS, "cách chấm"),
        "unit": cells.text(first, HEAD_COLUMNS["unit"]),
        "answers": [_answer(cells, row, asked, english + 1) for row in block.answer_rows],
        "max_points": _caps(cells, block.cap_row, asked, found),
    }


def _asked_areas(cells: Cells, block: ItemBlock, found: ItemRows) -> dict[str, int]:
    """Areas with at least one point in the item. None at all is a fault: an item nobody filled in."""
    asked = {
        area: column
        for area, column in found.columns.items()
        if any(not cells.is_blank(row, column) for row in block.answer_rows)
    }
    if not asked:
        what = ("mục này chưa có điểm ở khu vực nào", "this item has no points in any area")
        remedy = ("nhập điểm theo phụ lục, hoặc xóa cả mục", "enter the points of the annex, or delete the item")
        cells.refuse(block.answer_rows[0], next(iter(found.columns.values())), "points-empty", what, remedy)
    return asked


def _answer(cells: Cells, row: int, asked: dict[str, int], english: int) -> dict[str, Any]:
    points = {}
    for area, column in asked.items():
        if cells.is_blank(row, column):
            what = (f"thiếu điểm ở khu vực {area}; ô trống không phải là 0", f"no points in {area}; blank is not 0")
            remedy = (
                "ghi điểm, kể cả 0; hoặc để trống cả cột của mục nếu khu vực không hỏi mục này",
                "write the points, also a 0; or leave the item's whole column empty",
            )
            cells.refuse(row, column, "points-missing", what, remedy)
        else:
            points[area] = cells.integer(row, column, MOST_POINTS)
    return {
        "code": cells.code(row, HEAD_COLUMNS["code"], CODE, "mã trả lời"),
        "label": {
            "vi": cells.text(row, HEAD_COLUMNS["label_vi"], required="câu trả lời"),
            "en": cells.text(row, english),
        },
        "min": cells.integer(row, HEAD_COLUMNS["min"], MOST_QUANTITY),
        "max": cells.integer(row, HEAD_COLUMNS["max"], MOST_QUANTITY),
        "points": points,
    }


def _caps(cells: Cells, row: int | None, asked: dict[str, int], found: ItemRows) -> dict[str, int]:
    caps: dict[str, int] = {}
    if row is None:
        return caps
    for area, column in found.columns.items():
        cap = cells.integer(row, column, MOST_POINTS)
        if cap is None:
            continue
        if area not in asked:
            what = (f"có điểm tối đa ở khu vực {area} nhưng mục không có điểm ở đó", f"a cap, but no points in {area}")
            cells.refuse(row, column, "cap-without-points", what, ("bỏ ô này hoặc nhập điểm", "clear or enter points"))
        caps[area] = cap
    return caps
