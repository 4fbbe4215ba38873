"""Workbooks of official reports as an audit: the cross-checks of the house, on the figures as printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rasoat.audit.grid import Grid, read_grids
from rasoat.audit.localise.problem import Rate, Rule, Terms
from rasoat.audit.model import AuditInput, PrintedCell, PrintedRate, Statement
from rasoat.audit.official_layout import Layout, is_rate, layout_of, line_of, report_number
from rasoat.audit.printed_numbers import read_count, read_rate, written_as
from rasoat.survey.foot_words import says_foot
from rasoat.survey.sheets import Cell, cell_text
from rasoat.survey.text import clean
from rasoat.tables.build import PLACE_COLUMNS
from rasoat.tables.cell_rules import CellRef, Place
from rasoat.tables.check_reports import check_reports
from rasoat.tables.report import Column, Kind, ReportTable, Row
from rasoat.tables.reports import Reports

DECIMALS = 2
_LISTS = ("14", "15")
_MOVES = re.compile(r"([\d.]+) hộ chuyển địa bàn trong phạm vi")
_ASKED = ("error", "info")


@dataclass
class OfficialBook:
    """Official tables read from one file: as tables of the house, with the address of every figure."""

    file: str
    tables: dict[str, ReportTable] = field(default_factory=dict)
    address: dict[CellRef, str] = field(default_factory=dict)
    written: dict[CellRef, str] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    moves: int | None = None
    notes: list[str] = field(default_factory=list)


def read_official(
    path: Path, layout: str | None = None, sheet: str | None = None, standard: str = "national_2022",
    head_row: int | None = None,
) -> OfficialBook:  # fmt: skip
    """Read the official tables of a file; `layout` says which report it is where nothing on the sheet does.

    Of two sheets of one report the first counts, and the other is told. Raises `FaultsFoundError` for a file that
    cannot be read.
    """
    book = OfficialBook(path.name)
    for grid in read_grids(path, sheet, head_row):
        number = layout or report_number(grid)
        if number is None or number in _LISTS:
            continue
        if number in book.tables:
            book.notes.append(f"Trang “{grid.sheet}” cũng là biểu {number}: không đọc")
            continue
        found = layout_of(grid, number, standard)
        if found.columns:
            _take(book, grid, found, standard)
    return book


def official_input(books: Sequence[OfficialBook], previous: OfficialBook | None = None) -> AuditInput:
    """The cross-checks of each book, and the same figures where several books print them, as statements."""
    cells: list[PrintedCell] = []
    at: dict[tuple[int, CellRef], int] = {}
    statements: list[Statement] = []
    before = None if previous is None else Reports(previous.tables)
    for number, book in enumerate(books):
        for ref, where in book.address.items():
            table = book.tables[ref.report]
            column = next(column for column in table.columns if column.key == ref.key)
            if column.kind is Kind.COUNT:
                at[number, ref] = len(cells)
                cells.append(_cell(book, ref, where))
        statements += _statements(book, number, at, Reports(book.tables, moves_inside=book.moves), before)
    statements += _same_figures(books, at, cells)
    title = ", ".join(book.file for book in books)
    return AuditInput(title, cells, statements, notes=[note for book in books for note in book.notes])


def _take(book: OfficialBook, grid: Grid, layout: Layout, standard: str) -> None:
    """One table into the book."""
    lines = [Column("line", (layout.form.line_head,), kind=Kind.TEXT)] if layout.form.lines else []
    body = list(layout.columns.items())
    rows: list[Row] = []
    seen: dict[str, int] = {}
    place, order = "", 0
    texts: list[str] = []
    for number, row in enumerate(grid.rows):
        written = clean(_text(row, layout.place))
        figures = [row[at] if at < len(row) else None for at, _ in body]
        if all(read_rate(cell, DECIMALS) is None for cell in figures) or says_foot(written):
            texts += [clean(str(cell)) for cell in row if isinstance(cell, str) and cell]
            continue
        fresh = bool(written) and not (written == place and order < len(layout.form.lines))
        if fresh:
            place, order = written, 0
            seen[place] = seen.get(place, 0) + 1
        label = line_of(layout.form, _text(row, layout.line), order) if layout.form.lines else ""
        order += 1
        values: list[str | int | None] = []
        for (at, column), cell in zip(body, figures, strict=True):
            ref = CellRef(layout.number, (place, seen[place]), label, column.key)
            value = read_rate(cell, DECIMALS) if is_rate(column) else read_count(cell)
            book.address[ref] = grid.address(number, at)
            book.written[ref] = written_as(cell)
            values.append(value)
        rows.append(Row((None, place if fresh else None, *([label] if lines else []), *values), min(len(rows), 1)))
    for column in layout.columns.values():
        book.headings[layout.number, column.key] = f"cột {column.number}"
    book.tables[layout.number] = ReportTable(
        layout.number, "", place, "", standard, (*PLACE_COLUMNS, *lines, *layout.columns.values()), tuple(rows)
    )
    for text in texts:
        if found := _MOVES.search(text):
            book.moves = int(found[1].replace(".", ""))
    if layout.unread:
        book.notes.append(f"Biểu {layout.number}: không đọc cột {', '.join(layout.unread)}")


def _statements(
    book: OfficialBook, number: int, at: dict[tuple[int, CellRef], int], reports: Reports, before: Reports | None
) -> Iterator[Statement]:
    for check in check_reports(reports, before):
        if check.severity not in _ASKED:
            continue
        if check.rate is not None:
            rate = check.rate
            value = _printed(book, rate.cell)
            over, under = at.get((number, rate.numerator)), at.get((number, rate.base))
            if value is not None and over is not None and under is not None:
                shown = PrintedRate(book.address[rate.cell], book.written[rate.cell], _column(book, rate.cell))
                yield Statement(check.check, check.unit_name, rate=Rate(value, ((over, 1),), ((under, 1),), DECIMALS),
                                printed=shown, vi=check.text_vi, file=book.file)  # fmt: skip
        elif check.rule is not None:
            terms = _terms(check.rule.terms, number, at)
            if terms:
                rule = Rule(terms, check.rule.relation, check.rule.bound)
                yield Statement(check.check, check.unit_name, rule, vi=check.text_vi, file=book.file)


def _same_figures(
    books: Sequence[OfficialBook], at: dict[tuple[int, CellRef], int], cells: Sequence[PrintedCell]
) -> Iterator[Statement]:
    """A commune's own report and the province's line of it print the same figures."""
    first: dict[CellRef, tuple[int, int]] = {}
    for (number, ref), cell in at.items():
        if ref in first and first[ref][0] != number:
            other = first[ref][1]
            rule = Rule(((cell, 1), (other, -1)), "=", 0)
            words = (
                f"{cells[cell].address} ({books[number].file}) và {cells[other].address} ({books[first[ref][0]].file})"
            )
            yield Statement("hai tệp", ref.place[0], rule, vi=f"hai tệp phải ghi như nhau: {words}",
                            file=books[number].file)  # fmt: skip
        first.setdefault(ref, (number, cell))


def _terms(terms: Sequence[tuple[CellRef, int]], number: int, at: dict[tuple[int, CellRef], int]) -> Terms | None:
    """The terms over cells; None where one of them is not printed."""
    factors: dict[int, int] = {}
    for ref, factor in terms:
        cell = at.get((number, ref))
        if cell is None:
            return None
        factors[cell] = factors.get(cell, 0) + factor
    return tuple((cell, factor) for cell, factor in factors.items() if factor)


def _cell(book: OfficialBook, ref: CellRef, where: str) -> PrintedCell:
    written = book.written[ref]
    line = f", {ref.line}" if ref.line else ""
    place: Place = ref.place
    name = place[0] if place[1] == 1 else f"{place[0]} ({place[1]})"
    column = f"biểu {ref.report} {_column(book, ref)}{line}"
    return PrintedCell(name, column, where, read_count(written), book.file)


def _printed(book: OfficialBook, ref: CellRef) -> int | None:
    return read_rate(book.written.get(ref), DECIMALS)


def _column(book: OfficialBook, ref: CellRef) -> str:
    return book.headings.get((ref.report, ref.key), ref.key)


def _text(row: Sequence[Cell], at: int | None) -> str:
    return (cell_text(row[at]) or "") if at is not None and at < len(row) else ""
