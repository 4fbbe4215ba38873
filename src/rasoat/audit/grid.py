"""A printed table on a sheet: headings over columns, rows below, found without knowing what it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasoat.audit.printed_numbers import is_blank, read_count, read_rate
from rasoat.law.faults import Place
from rasoat.survey.file_kind import refusal
from rasoat.survey.mapping.head_rows import spread_merges, without_repeats
from rasoat.survey.mapping.source import Source, in_unicode
from rasoat.survey.sheets import Cell, cell_text, column_letter
from rasoat.survey.text import clean

_DEEPEST = 80
_MOST_HEADS = 6
_NUMBER_CELL = re.compile(r"\(?\s*(?:\d{1,3}|[A-H])\s*\)?(?:\s*=.*)?")
_WIDE = 0.7
_YEARS = range(1990, 2100)
"""A row of headings may hold years: alone they make no row of data."""


@dataclass(frozen=True)
class Grid:
    """A table. `headings` per column from the top merged head to its own; `numbers` is the row of column numbers.

    `rows` are the rows below, `first_row` the number of the first of them, counted from 1; `above` and `below` are
    texts around the table.
    """

    file: str
    sheet: str
    headings: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    first_row: int
    rows: list[list[Cell]]
    above: tuple[str, ...] = ()

    def name(self, column: int) -> str:
        """A column as people call it: its headings (and letter, where another has the same), or its letter."""
        own = " / ".join(self.headings[column])
        if not own:
            return column_letter(column)
        return f"{own} ({column_letter(column)})" if self.headings.count(self.headings[column]) > 1 else own

    def address(self, row: int, column: int) -> str:
        """`K12`, with the sheet in front where there is one."""
        cell = f"{column_letter(column)}{self.first_row + row}"
        return f"{self.sheet}!{cell}" if self.sheet else cell

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands, for faults."""
        letter, number = column_letter(column), self.first_row + row
        return Place(self.file, self.sheet, number, f"{letter} ({self.name(column)})", cell=f"{letter}{number}")


def read_grids(path: Path, sheet: str | None = None, head_row: int | None = None) -> Iterator[Grid]:
    """The tables of a CSV or of the visible sheets of a workbook; of one sheet when it is named.

    `head_row`: the last row of headings, counted from 1, when it cannot be told. Sheets without a table are left
    out. Raises `FaultsFoundError` for a file that cannot be read, and for a sheet named that is not there.
    """
    with Source(path) as source:
        if sheet is not None and sheet not in source.titles:
            raise refusal(
                path, "sheet-missing", f"không có trang tính “{sheet}”", f"there is no sheet “{sheet}”",
                f"dùng một trong: {', '.join(source.titles)}", f"use one of: {', '.join(source.titles)}",
            )  # fmt: skip
        for title in source.titles if sheet is None else [sheet]:
            if sheet is None and title in source.hidden:
                continue
            read = source.sheet(title)
            cells = in_unicode(read.cells, source.encoding(title).encoding)
            found = grid_of(cells, read.merges, head_row)
            if found is not None:
                yield Grid(path.name, title, *found)


def grid_of(
    cells: Sequence[Sequence[Cell]], merges: Sequence[tuple[int, int, int, int]], head_row: int | None = None
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], int, list[list[Cell]], tuple[str, ...]] | None:
    """Headings, column numbers, first row, rows and texts above; None when there is no table."""
    texts = [[clean(cell_text(cell) or "") for cell in row] for row in cells[:_DEEPEST]]
    first = _first_data(cells, texts) if head_row is None else head_row
    if first is None or first >= len(cells):
        return None
    while first < len(texts) and is_number_row(texts[first]):
        first += 1
    top = first
    numbers: tuple[str, ...] = ()
    if top and is_number_row(texts[top - 1]):
        top -= 1
        numbers = tuple(texts[top])
    last = top
    width = max(map(len, texts[:first] or [[]]), default=0)
    while top and last - top < _MOST_HEADS and _is_head(texts[top - 1], merges, top - 1, width):
        top -= 1
    spread = spread_merges(texts[:last], merges)
    headings = tuple(without_repeats([row[at] for row in spread[top:last]]) for at in range(width))
    above = tuple(text for row in texts[:top] for text in row if text)
    return headings, numbers, first + 1, [list(row) for row in cells[first:]], above


def is_number_row(row: Sequence[str]) -> bool:
    """`A B 1 2 3`, `(1) (2)`, `4=3/1*100`: the numbers of columns from 1 on, in any order, and nothing else."""
    filled = [text for text in row if text]
    if len(filled) < 2 or not all(_NUMBER_CELL.fullmatch(text) for text in filled):
        return False
    numbers = sorted(int(found[0]) for text in filled if (found := re.search(r"\d+", text)))
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _first_data(cells: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]]) -> int | None:
    """The first row with a name and, for the most part, numbers."""
    for number, row in enumerate(texts):
        filled = [at for at, text in enumerate(row) if text and not is_blank(cells[number][at])]
        figures = [at for at in filled if read_count(cells[number][at]) is not None or _is_rate(cells[number][at])]
        if all(read_count(cells[number][at]) in _YEARS for at in figures):
            continue
        if number and figures and len(filled) > len(figures) >= 0.4 * len(filled) and not is_number_row(row):
            return number
    return None


def _is_rate(cell: Cell) -> bool:
    return read_rate(cell, 2) is not None


def _is_head(row: Sequence[str], merges: Sequence[tuple[int, int, int, int]], number: int, width: int) -> bool:
    """Headings stand over several columns; one text alone is a title unless it is merged over some of them."""
    filled = [at for at, text in enumerate(row) if text]
    reaching = [
        right - left + 1 for top, left, bottom, right in merges if top <= number <= bottom and right > left
    ]  # fmt: skip
    if len(filled) >= 2:
        return not (reaching and max(reaching) > _WIDE * width and len(filled) < 3)
    inside = [size for size in reaching if 1 < size <= _WIDE * width]
    downward = any(top < number <= bottom for top, _, bottom, _ in merges)
    return bool(inside) or (downward and not filled)
