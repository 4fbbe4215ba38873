"""Writes one sheet from top to bottom, row by row, as the streaming mode of XlsxWriter asks."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_LONGEST_TEXT = 32767  # characters an Excel cell holds


@dataclass(frozen=True, slots=True)
class Box:
    """Text over the columns `first`..`last` (inclusive) of the row being written, and `rows` rows down."""

    first: int
    last: int
    text: str
    style: Any
    rows: int = 1


class Pen:
    """Keeps the row it is at. Rows already written cannot be reached again: that is what bounds the memory."""

    def __init__(self, sheet: Any, plain: Any) -> None:
        self.sheet = sheet
        self.row = 0
        self.heights = array("d")  # points of each row
        self.kept = bytearray()  # 1 for a row that stays on the page of the row above
        self._plain = plain

    def line(self, boxes: Sequence[Box], height: float) -> None:
        """One row of boxes, then go on to the next row. Boxes of several rows belong to `block`."""
        self.block([boxes], [height])

    def gap(self, height: float) -> None:
        """An empty row. It needs one styled cell, for streaming writes no height of rows without cells."""
        self.line([Box(0, 0, "", self._plain)], height)

    def block(self, lines: Sequence[Sequence[Box]], heights: Sequence[float]) -> None:
        """Several rows whose boxes may reach down; every cell of a box gets its style, so that borders close."""
        cells: list[dict[int, tuple[str, Any]]] = [{} for _ in lines]
        for offset, boxes in enumerate(lines):
            for box in boxes:
                for down in range(box.rows):
                    cells[offset + down].update(dict.fromkeys(range(box.first, box.last + 1), ("", box.style)))
                cells[offset][box.first] = (box.text, box.style)
                self._merge(self.row + offset, box)
        for line, height in zip(cells, heights, strict=True):
            self.start_row(height)
            for column in sorted(line):
                text, style = line[column]
                self.text(column, text, style) if text else self.sheet.write_blank(self.row, column, None, style)
            self.row += 1

    def start_row(self, height: float, *, kept: bool = False) -> None:
        """Set the height of the row the pen is at, and whether it stays on the page of the row above."""
        self.sheet.set_row(self.row, height)
        self.heights.append(height)
        self.kept.append(kept)

    def text(self, column: int, text: str, style: Any) -> None:
        """A cell of text, never read as a number, link or formula."""
        if len(text) > _LONGEST_TEXT:
            raise ValueError(f"văn bản dài quá một ô Excel / text longer than an Excel cell: {len(text)}")
        self.sheet.write_string(self.row, column, text, style)

    def _merge(self, row: int, box: Box) -> None:
        """Note a merged range. `merge_range` writes ahead of the row and is refused in streaming mode."""
        if box.rows > 1 or box.last > box.first:
            self.sheet.merge.append([row, box.first, row + box.rows - 1, box.last])
