"""Read the official tables of a file back into tables of the house, with the address of every figure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rasoat.audit.grid import Grid, read_grids
from rasoat.audit.model import Defect
from rasoat.audit.official_layout import Layout, is_rate, layout_of, line_of, report_number
from rasoat.audit.printed_numbers import is_blank, is_dash, read_count, read_rate, written_as
from rasoat.survey.sheets import Cell, cell_text
from rasoat.survey.text import clean
from rasoat.tables.build import PLACE_COLUMNS
from rasoat.tables.cell_rules import CellRef
from rasoat.tables.report import Column, Kind, ReportTable, Row

LISTS = ("14", "15")
_MOVES = re.compile(r"([\d.]+) hộ chuyển địa bàn trong phạm vi")
_DECIMALS = 2
Blank = Literal["unknown", "zero"]


@dataclass
class OfficialBook:
    """Official tables read from one file. `written` holds every figure as text, `zeros` blanks that stand for 0."""

    file: str
    tables: dict[str, ReportTable] = field(default_factory=dict)
    address: dict[CellRef, str] = field(default_factory=dict)
    written: dict[CellRef, str] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    zeros: set[CellRef] = field(default_factory=set)
    moves: int | None = None
    notes: list[str] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)


@dataclass
class _Line:
    """One line of a place: its label and its figures by column of the form."""

    label: str
    row: int
    cells: list[Cell | None]


def read_official(
    path: Path, layout: str | None = None, sheet: str | None = None, standard: str = "national_2022",
    head_row: int | None = None, blank: Blank = "unknown",
) -> OfficialBook:  # fmt: skip
    """Read the official tables of a file; `layout` says which report it is where nothing on the sheet does.

    Of two sheets of one report the first counts, and the other is told. Text where a figure belongs is a defect.
    Raises `FaultsFoundError` for a file that cannot be read.
    """
    book = OfficialBook(path.name)
    for grid in read_grids(path, sheet, head_row):
        number = layout or report_number(grid)
        if number is None or number in LISTS:
            continue
        if number in book.tables:
            book.notes.append(f"Trang “{grid.sheet}” cũng là biểu {number}: không đọc")
            continue
        found = layout_of(grid, number, standard)
        if found.columns:
            _take(book, grid, found, standard, blank)
    return book


def _take(book: OfficialBook, grid: Grid, layout: Layout, standard: str, blank: Blank) -> None:
    """One table into the book."""
    body = list(layout.columns.items())
    places = _total_first(_places(book, grid, layout), body, book, layout.number)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for number, (place, lines) in enumerate(places):
        seen[place] = seen.get(place, 0) + 1
        if seen[place] == 2:
            book.notes.append(f"Biểu {layout.number}: “{place}” có ở nhiều dòng")
        for at, line in enumerate(lines):
            values: list[str | int | None] = []
            for (column_at, column), cell in zip(body, line.cells, strict=True):
                ref = CellRef(layout.number, (place, seen[place]), line.label, column.key)
                book.address[ref] = grid.address(line.row, column_at)
                values.append(_figure(book, ref, cell, column, blank))
            label = [line.label] if layout.form.lines else []
            rows.append(Row((None, place if at == 0 else None, *label, *values), min(number, 1)))
    lines_column = [Column("line", (layout.form.line_head,), kind=Kind.TEXT)] if layout.form.lines else []
    columns = (*PLACE_COLUMNS, *lines_column, *layout.columns.values())
    for column in layout.columns.values():
        book.headings[layout.number, column.key] = f"cột {column.number.partition('=')[0]}"
    top = places[0][0] if places else ""
    book.tables[layout.number] = ReportTable(layout.number, "", top, "", standard, columns, tuple(rows))
    book.notes += [f"Biểu {layout.number}: {note}" for note in layout.notes]
    if layout.unread:
        book.notes.append(f"Biểu {layout.number}: không đọc cột {', '.join(layout.unread)}")


def _places(book: OfficialBook, grid: Grid, layout: Layout) -> list[tuple[str, list[_Line]]]:
    """Places in the order of the rows, each with its lines; rows without any figure are no lines."""
    found: list[tuple[str, list[_Line]]] = []
    for number, row in enumerate(grid.rows):
        cells = [row[at] if at < len(row) else None for at in layout.columns]
        if all(read_rate(cell, _DECIMALS) is None and not is_dash(cell) for cell in cells):
            for cell in row:
                if isinstance(cell, str) and (moves := _MOVES.search(cell)):
                    book.moves = int(moves[1].replace(".", ""))
            continue
        written = clean(_text(row, layout.place))
        again = bool(found) and written == found[-1][0] and len(found[-1][1]) < len(layout.form.lines)
        if not found or (written and not again):
            found.append((written, []))
        lines = found[-1][1]
        label = line_of(layout.form, _text(row, layout.line), len(lines)) if layout.form.lines else ""
        lines.append(_Line(label, number, cells))
    return found


def _total_first(
    places: list[tuple[str, list[_Line]]], body: Sequence[tuple[int, Column]], book: OfficialBook, number: str
) -> list[tuple[str, list[_Line]]]:  # fmt: skip
    """The places with the sum of the others in front: it may stand last."""
    if len(places) < 3:
        return places
    counts = [at for at, (_, column) in enumerate(body) if not is_rate(column)]
    first, last = (_is_sum(places, at, counts) for at in (0, -1))
    if last > first:
        book.notes.append(f"Biểu {number}: dòng tổng là dòng cuối, “{places[-1][0]}”")
        return [places[-1], *places[:-1]]
    return places


def _is_sum(places: Sequence[tuple[str, list[_Line]]], at: int, counts: Sequence[int]) -> int:
    """In how many columns a place is the sum of all others."""
    own, others = places[at][1], [lines for number, (_, lines) in enumerate(places) if number != at % len(places)]
    fits = 0
    for number, line in enumerate(own):
        for column in counts:
            value = read_count(line.cells[column])
            parts = [read_count(lines[number].cells[column]) or 0 for lines in others if number < len(lines)]
            fits += value is not None and value > 0 and value == sum(parts)
    return fits


def _figure(book: OfficialBook, ref: CellRef, cell: Cell | None, column: Column, blank: Blank) -> int | None:
    if is_rate(column):
        value = read_rate(cell, _DECIMALS)
        wrong = value is None and not is_blank(cell) and not is_dash(cell)
    else:
        value = read_count(cell)
        wrong = value is None and not is_blank(cell)
        if value is None and not wrong and blank == "zero":
            book.zeros.add(ref)
            value = 0
    book.written[ref] = "0" if ref in book.zeros else written_as(cell)
    if wrong:
        wanted = "tỷ lệ" if is_rate(column) else "số đếm (số nguyên)"
        book.defects.append(
            Defect(ref.place[0], book.address[ref], f"“{written_as(cell)}” không phải {wanted}", book.file)
        )
    return value


def _text(row: Sequence[Cell], at: int | None) -> str:
    return (cell_text(row[at]) or "") if at is not None and at < len(row) else ""


def tops(book: OfficialBook) -> Iterator[tuple[str, str]]:
    """Number of every report and the place that is the sum of its others."""
    for number, table in book.tables.items():
        yield number, table.unit_name
