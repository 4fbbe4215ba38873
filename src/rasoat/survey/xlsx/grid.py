"""The cells of a sheet by their bytes: where they stand, how they are styled, and giving them another style.

Cells and rows that are not written in the sheet are put in at their place, blank, with the style they would show.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rasoat.survey.xlsx.addresses import Cell, address_of, cell_of, range_of
from rasoat.survey.xlsx.tags import Edit, Tag, end_tag, first_tag, masked, spliced, tags, with_attribute


@dataclass(frozen=True, slots=True)
class _Hole:
    """Where new cells go: between `before` and `after`, as whole rows or inside a row."""

    start: int
    end: int
    whole_rows: bool
    before: bytes = b""
    after: bytes = b""


@dataclass(frozen=True, slots=True)
class Spot:
    """A wanted cell: the style it shows, and its start tag or the hole it must be put into."""

    style: int
    tag: Tag | None
    hole: _Hole | None = None


class Grid:
    """One worksheet part. The part must have been found sound before (`tags.check_sound`)."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.plain = masked(content)
        data = first_tag(self.plain, "sheetData")
        if data is None:
            raise ValueError("no sheetData")
        self.data = data
        self.data_end = end_tag(self.plain, data)[0]

    @cached_property
    def rows(self) -> dict[int, Tag]:
        """Row number -> its start tag, in the order of the part. Rows without a number follow the one before."""
        found: dict[int, Tag] = {}
        number = 0
        for tag in tags(self.plain, "row", self.data.end, self.data_end):
            number = tag.number(b"r") or number + 1
            found.setdefault(number, tag)
        return found

    @cached_property
    def columns(self) -> list[tuple[int, int, Tag]]:
        """Formats of columns: first, last, tag."""
        found = tags(self.plain, "col", 0, self.data.start)
        return [(tag.number(b"min") or 0, tag.number(b"max") or 0, tag) for tag in found]

    @cached_property
    def merges(self) -> list[tuple[Cell, Cell]]:
        """Merged ranges."""
        found = (range_of(tag.get(b"ref") or "") for tag in tags(self.plain, "mergeCell", self.data_end))
        return [item for item in found if item]

    def anchors(self, wanted: Iterable[Cell]) -> dict[Cell, Cell]:
        """Each wanted cell and the one that shows for it: the first of its merged range, or itself."""
        found = {cell: cell for cell in wanted}
        for top, bottom in self.merges:
            if len(found) > (bottom[0] - top[0] + 1) * (bottom[1] - top[1] + 1):
                inside = [(r, c) for r in range(top[0], bottom[0] + 1) for c in range(top[1], bottom[1] + 1)]
            else:
                inside = [c for c in found if top[0] <= c[0] <= bottom[0] and top[1] <= c[1] <= bottom[1]]
            found.update((cell, top) for cell in inside if cell in found)
        return found

    def cells(self, row: int) -> list[tuple[int, Tag]]:
        """Column and start tag of the cells written in a row."""
        tag = self.rows.get(row)
        if tag is None or tag.is_closed:
            return []
        found, column = [], 0
        for cell in tags(self.plain, "c", tag.end, end_tag(self.plain, tag)[0]):
            at = cell_of(cell.get(b"r") or "")
            column = at[1] if at else column + 1
            found.append((column, cell))
        return found

    def styled(self, styles: Iterable[int]) -> list[tuple[Cell, Tag]]:
        """All cells written with one of those styles, row by row."""
        wanted = {str(style) for style in styles}
        if not wanted:
            return []
        written = re.compile(rb"""\ss\s*=\s*["'](?:""" + "|".join(sorted(wanted)).encode() + rb""")["']""")
        starts = [tag.end for tag in self.rows.values()]
        numbers = list(self.rows)
        hits = (found.start() for found in written.finditer(self.plain, self.data.end, self.data_end))
        at = sorted({bisect_right(starts, place) - 1 for place in hits} - {-1})
        found = []
        for row in (numbers[index] for index in at):
            found += [((row, column), cell) for column, cell in self.cells(row) if cell.get(b"s") in wanted]
        return found

    def spots(self, wanted: Iterable[Cell]) -> dict[Cell, Spot]:
        """Where the wanted cells are, or would be."""
        by_row: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(set(wanted)):
            by_row[row].append(column)
        found: dict[Cell, Spot] = {}
        for row, columns in by_row.items():
            present = self.cells(row)
            known = dict(reversed(present))
            for column in columns:
                cell = known.get(column)
                if cell is not None:
                    found[row, column] = Spot(cell.number(b"s") or 0, cell)
                else:
                    found[row, column] = Spot(self._blank_style(row, column), None, self._hole(row, column, present))
        return found

    def with_styles(self, spots: Mapping[Cell, Spot], styles: Mapping[Cell, int]) -> bytes:
        """The part with new styles for the cells of `spots`; nothing else changes."""
        edits: list[Edit] = []
        holes: dict[_Hole, list[Cell]] = defaultdict(list)
        for cell in sorted(spots):
            spot = spots[cell]
            if spot.hole is not None:
                holes[spot.hole].append(cell)
            elif spot.tag is not None:
                source = with_attribute(self.content[spot.tag.start : spot.tag.end], b"s", str(styles[cell]))
                edits.append((spot.tag.start, spot.tag.end, source))
        for hole, cells in holes.items():
            body = self._new_rows(cells, styles) if hole.whole_rows else self._new_cells(cells, styles)
            edits.append((hole.start, hole.end, hole.before + body + hole.after))
        return spliced(self.content, edits)

    def _hole(self, row: int, column: int, present: list[tuple[int, Tag]]) -> _Hole:
        tag = self.rows.get(row)
        if tag is None:
            if self.data.is_closed:
                return _opened(self.data, whole_rows=True)
            later = bisect_right(self._ordered, row)
            at = self.rows[self._ordered[later]].start if later < len(self._ordered) else self.data_end
            return _Hole(at, at, whole_rows=True)
        if tag.is_closed:
            return _opened(tag, whole_rows=False)
        following = [cell.start for number, cell in present if number > column]
        at = following[0] if following else end_tag(self.plain, tag)[0]
        return _Hole(at, at, whole_rows=False)

    @cached_property
    def _ordered(self) -> list[int]:
        return sorted(self.rows)

    def _blank_style(self, row: int, column: int) -> int:
        tag = self.rows.get(row)
        if tag is not None and tag.get(b"customFormat") in {"1", "true"}:
            return tag.number(b"s") or 0
        at = bisect_left([last for _, last, _ in self.columns], column)
        if at < len(self.columns) and self.columns[at][0] <= column:
            return self.columns[at][2].number(b"style") or 0
        return 0

    def _new_rows(self, cells: list[Cell], styles: Mapping[Cell, int]) -> bytes:
        by_row: dict[int, list[Cell]] = defaultdict(list)
        for cell in cells:
            by_row[cell[0]].append(cell)
        name = self.data.prefix + b"row"
        return b"".join(
            b'<%b r="%d">%b</%b>' % (name, row, self._new_cells(inside, styles), name) for row, inside in by_row.items()
        )

    def _new_cells(self, cells: list[Cell], styles: Mapping[Cell, int]) -> bytes:
        name = self.data.prefix + b"c"
        return b"".join(b'<%b r="%b" s="%d"/>' % (name, address_of(cell).encode(), styles[cell]) for cell in cells)


def _opened(tag: Tag, *, whole_rows: bool) -> _Hole:
    """The hole that a closed element becomes."""
    before = tag.source[:-2].rstrip() + b">"
    return _Hole(tag.start, tag.end, whole_rows, before, b"</" + tag.name + b">")
