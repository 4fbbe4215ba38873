"""Boxes of comments: the VML drawing of a sheet, with a shape for each comment."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from rasoat.survey.xlsx.addresses import Cell
from rasoat.survey.xlsx.grid import Grid
from rasoat.survey.xlsx.tags import first_tag

NO_DRAWING: Final = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'
)
"""A drawing without any shape."""

_TYPE: Final = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = re.compile(rb"<((?:\w+:)?)shape(?=[\s>])[^>]*(?<!/)>.*?</\1shape\s*>", re.DOTALL)
_ROW: Final = re.compile(rb"<(?:\w+:)?Row\s*>\s*(\d+)\s*<")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?Column\s*>\s*(\d+)\s*<")
_ANCHOR: Final = re.compile(rb"(<(?:\w+:)?Anchor\s*>)([^<]*)(<)")
_IDS: Final = re.compile(rb"""(<(?:\w+:)?idmap\b[^>]*?\bdata\s*=\s*["'])([\d, ]*)(["'])""")
_BLOCK: Final = 1024
"""Shapes of one number in `idmap`."""

_LETTER_PX, _LINE_PX, _EDGE_PX = 7.0, 15, 24
"""Wider and higher than Tahoma needs: where it is missing, other letters take more room, and what does not fit a box
cannot be read."""

_SIDES_PX: Final = 12
_BOX_PX: Final = 320
_MOST_PX: Final = 620


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of columns and heights of rows in pixels, counted from 0."""

    columns: list[tuple[int, int, int]]
    """First and last column (from 0) and their width."""
    rows: Mapping[int, int]
    width: int
    height: int

    @classmethod
    def of(cls, grid: Grid) -> "Sizes":
        """The sizes that a sheet tells."""
        default = first_tag(grid.plain, "sheetFormatPr", 0, grid.data.start)
        height = _number(default.get(b"defaultRowHeight") if default else None, 15.0)
        width = _number(default.get(b"defaultColWidth") if default else None, 9.14)
        columns = [
            (first - 1, last - 1, 0 if tag.get(b"hidden") in {"1", "true"} else _column_px(tag.get(b"width"), width))
            for first, last, tag in grid.columns
        ]
        rows = {}
        for number, tag in grid.rows.items():
            if b"ht=" in tag.source:
                rows[number - 1] = round(_number(tag.get(b"ht"), height) * 4 / 3)
            if b"hidden=" in tag.source and tag.get(b"hidden") in {"1", "true"}:
                rows[number - 1] = 0
        return cls(columns, rows, max(_column_px(None, width), 1), max(round(height * 4 / 3), 1))

    def column(self, at: int) -> int:
        """Width of a column."""
        return next((width for first, last, width in self.columns if first <= at <= last), self.width)

    def row(self, at: int) -> int:
        """Height of a row."""
        return self.rows.get(at, self.height)


def box_height(text: str) -> int:
    """The height in pixels that a text needs in a box of ours."""
    letters = int((_BOX_PX - _SIDES_PX) / _LETTER_PX)
    lines = sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))
    return min(lines * _LINE_PX + _EDGE_PX, _MOST_PX)


def used_ids(drawings: Iterable[bytes]) -> int:
    """The highest number of `idmap` in drawings; 0 when there is none."""
    numbers = [int(word) for content in drawings for found in _IDS.finditer(content)
               for word in found[2].decode().replace(",", " ").split()]  # fmt: skip
    return max(numbers, default=0)


class Drawing:
    """The VML part of one sheet. Such parts need not be well-formed, so shapes are looked for as text."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def cells(self) -> set[Cell]:
        """Cells that have a box."""
        return {cell for shape in _SHAPE.finditer(self.content) if (cell := _cell(shape[0])) is not None}

    def add(self, texts: Mapping[Cell, str], sizes: Sizes, first_id: int) -> None:
        """A box for each text; `first_id` is a number of `idmap` that no drawing of the workbook uses."""
        boxed = self.cells()
        self.content = _SHAPE.sub(lambda found: _grown(found[0], texts, sizes), self.content)
        new = [cell for cell in sorted(texts) if cell not in boxed]
        shapes = [
            _shape(cell, texts[cell], sizes, first_id * _BLOCK + number) for number, cell in enumerate(new, start=1)
        ]
        if not shapes:
            return
        ids = b",".join(b"%d" % (first_id + at) for at in range(len(new) // _BLOCK + 1))
        self.content = _IDS.sub(
            lambda found: found[1] + b",".join(filter(None, (found[2], ids))) + found[3], self.content, count=1
        )
        head = b"" if b"_x0000_t202" in self.content else _TYPE
        at = self.content.rindex(b"</")
        self.content = self.content[:at] + head + b"".join(shapes) + self.content[at:]

    def take_away(self, cells: set[Cell]) -> None:
        """Take away the boxes of those cells."""
        self.content = _SHAPE.sub(lambda found: b"" if _cell(found[0]) in cells else found[0], self.content)

    @property
    def is_empty(self) -> bool:
        """True when no shape of any kind is left."""
        return not re.search(
            rb"<(?:\w+:)?(?:shape|rect|oval|line|group|roundrect|polyline|image)(?=[\s>/])", self.content
        )


def _cell(shape: bytes) -> Cell | None:
    """The cell of a comment's box; None for other shapes."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or not re.search(rb"ObjectType\s*=\s*[\"']Note", shape):
        return None
    return int(row[1]) + 1, int(column[1]) + 1


def _shape(cell: Cell, text: str, sizes: Sizes, number: int) -> bytes:
    row, column = cell[0] - 1, cell[1] - 1
    anchor = ", ".join(map(str, _anchor(row, column, box_height(text), sizes)))
    return (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:0;margin-top:0;width:240pt;'
        f'height:{box_height(text) * 0.75:g}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    ).encode()


def _anchor(row: int, column: int, height: int, sizes: Sizes) -> tuple[int, ...]:
    """Left column and offset, top row and offset, right column and offset, bottom row and offset."""
    left, top = column + 1, max(row - 1, 0)
    right, right_rest = _walk(left, 15 + _BOX_PX, sizes.column)
    bottom, bottom_rest = _walk(top, 4 + height, sizes.row)
    return left, 15, top, 4, right, right_rest, bottom, bottom_rest


def _walk(at: int, distance: int, size: Callable[[int], int]) -> tuple[int, int]:
    while distance >= (step := size(at)):
        distance -= step
        at += 1
    return at, distance


def _grown(shape: bytes, texts: Mapping[Cell, str], sizes: Sizes) -> bytes:
    """The box of somebody's comment, wide and high enough for our text too."""
    cell, found = _cell(shape), _ANCHOR.search(shape)
    if cell is None or cell not in texts or found is None:
        return shape
    try:
        left, left_rest, top, top_rest, right, right_rest, bottom, bottom_rest = map(int, found[2].split(b","))
    except ValueError:
        return shape
    right, right_rest = max((right, right_rest), _walk(left, left_rest + _BOX_PX, sizes.column))
    bottom, bottom_rest = _walk(bottom, bottom_rest + box_height(texts[cell]), sizes.row)
    anchor = ", ".join(map(str, (left, left_rest, top, top_rest, right, right_rest, bottom, bottom_rest)))
    return shape[: found.start(2)] + anchor.encode() + shape[found.end(2) :]


def _column_px(written: str | None, default: float) -> int:
    return max(round(_number(written, default) * 7), 0)


def _number(written: str | None, default: float) -> float:
    try:
        return float(written) if written is not None else default
    except ValueError:
        return default
