"""Any published table as an audit: its rules and rates row by row, its roll-up between rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rasoat.audit.columns import ColumnNames
from rasoat.audit.freezing import frozen_cells
from rasoat.audit.grid import Grid
from rasoat.audit.localise.problem import Rule, Terms
from rasoat.audit.model import AuditInput, PrintedCell, Statement
from rasoat.audit.plain_rates import rate_statements
from rasoat.audit.plain_rows import RowKey, TableRows
from rasoat.audit.printed_numbers import is_blank, read_count
from rasoat.audit.signs import not_negative
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.foot_words import says_foot
from rasoat.survey.sheets import cell_text
from rasoat.tables.rule_text import RateText, RuleText

ROLL_UP = "tổng các địa bàn dưới"
"""The label of a roll-up."""


@dataclass(frozen=True, slots=True)
class PlainOptions:
    """What a person says of the table; see `rasoat audit -h`. `keys` name columns; none: the first, or the one behind
    a running number.
    """

    rules: Sequence[RuleText] = ()
    rates: Sequence[RateText] = ()
    rollup: str = ""
    keys: Sequence[str] = ()
    freeze: Sequence[str] = ()
    blank: Literal["unknown", "zero"] = "unknown"
    where: Sequence[tuple[str, str]] = ()
    across: str = ""
    only: Sequence[str] = ()


@dataclass
class CellBook:
    """Cells as they are collected: by row and column name, in one list."""

    cells: list[PrintedCell] = field(default_factory=list)
    at: dict[tuple[RowKey, str], int] = field(default_factory=dict)
    blanks_as_zero: set[int] = field(default_factory=set)

    def terms(self, key: RowKey, named: Sequence[tuple[str, int]]) -> Terms | None:
        """Terms over the cells of one row; None where the row does not have them all."""
        cells = [(self.at.get((key, name)), factor) for name, factor in named]
        known = tuple((cell, factor) for cell, factor in cells if cell is not None)
        return known if len(known) == len(cells) else None


def plain_input(grid: Grid, options: PlainOptions) -> AuditInput:
    """Read the table and set up its statements.

    Raises `FaultsFoundError` for names, keys or parents that do not fit, and for text where a count belongs.
    """
    rows = TableRows(grid, ColumnNames(grid), options.keys, options.where, options.across)
    rules = [(rule, [(rows.resolve(name), factor) for name, factor in rule.terms]) for rule in options.rules]
    rolled = _rolled(rows, options)
    named = [name for _, terms in rules for name, _ in terms]
    named += [rows.resolve(name) for rate in options.rates for name, _ in (*rate.numerator, *rate.base)]
    parents = rows.parents(options.rollup) if options.rollup else {}
    book = CellBook()
    faults = list(_collect(book, rows, list(dict.fromkeys([*named, *rolled])), options))
    if faults:
        raise FaultsFoundError(faults)
    statements = [
        Statement(rule.text, rows.label(key), Rule(found, rule.relation, rule.bound), file=grid.file)
        for rule, terms in rules for key in rows.keys if (found := book.terms(key, terms)) is not None
    ]  # fmt: skip
    statements += _roll_up(book, rows, parents, rolled)
    for rate in options.rates:
        statements += rate_statements(book, rows, rate)
    statements += not_negative(book.cells)
    if not statements:
        raise FaultsFoundError([_nothing(grid)])
    notes = [f"Cột được cộng dồn: {'; '.join(rolled)}"] if rolled else []
    frozen = book.blanks_as_zero | frozen_cells(book, rows, options.freeze)
    return AuditInput(grid.sheet or grid.file, book.cells, statements, frozenset(frozen), notes)


def _rolled(rows: TableRows, options: PlainOptions) -> list[str]:
    """Columns that roll up: those asked for, or else all columns of counts but printed rates."""
    if not options.rollup:
        return []
    if options.only:
        return [rows.resolve(name) for name in options.only]
    printed = {rows.resolve(rate.printed) for rate in options.rates}
    return [name for name in rows.count_columns(options.rollup) if name not in printed]


def _collect(book: CellBook, rows: TableRows, columns: Sequence[str], options: PlainOptions) -> Iterator[Fault]:
    grid = rows.grid
    for row in rows.without_figures:
        texts = {column: grid.rows[row][column] for column in {rows.column(name) for name in columns}}
        if not any(says_foot(str(cell)) for cell in grid.rows[row]):
            yield from (_not_a_count(grid, row, column, str(cell_text(cell)))
                        for column, cell in sorted(texts.items()) if not is_blank(cell))  # fmt: skip
    for key in rows.keys:
        for name in columns:
            if (place := rows.cell(key, name)) is None:
                continue
            row, column = place
            cell = grid.rows[row][column] if column < len(grid.rows[row]) else ""
            value = read_count(cell)
            if value is None and not is_blank(cell):
                yield _not_a_count(grid, row, column, str(cell_text(cell)))
                continue
            if value is None and options.blank == "zero":
                book.blanks_as_zero.add(len(book.cells))
                value = 0
            book.at[key, name] = len(book.cells)
            address = grid.address(row, column)
            book.cells.append(PrintedCell(rows.label(key), name, address, value, grid.file, grid.first_row + row))


def _roll_up(
    book: CellBook, rows: TableRows, parents: Mapping[RowKey, RowKey], columns: Sequence[str]
) -> Iterator[Statement]:
    children: dict[RowKey, list[RowKey]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    for parent, below in children.items():
        for name in columns:
            own = book.at.get((parent, name))
            parts = [book.at[key, name] for key in below if (key, name) in book.at]
            if own is not None and parts:
                terms = ((own, 1), *((part, -1) for part in parts))
                yield Statement(ROLL_UP, rows.label(parent), Rule(terms, "=", 0), file=rows.grid.file)


def _not_a_count(grid: Grid, row: int, column: int, text: str) -> Fault:
    return Fault(
        "audit-not-count", "ô phải là số đếm (số nguyên)", "the cell must be a count (a whole number)",
        "sửa ô thành số nguyên hoặc để trống", "make it a whole number or leave it blank",
        grid.place(row, column), value=text,
    )  # fmt: skip


def _nothing(grid: Grid) -> Fault:
    return Fault(
        "audit-nothing", "không có phép kiểm nào áp dụng được cho bảng", "no rule applies to the table",
        "nêu --rule, --rate hoặc --rollup bằng cột có số trong bảng", "give --rule, --rate or --rollup on its columns",
        Place(file=grid.file, sheet=grid.sheet),
    )  # fmt: skip
