"""Rates that a plain table prints, as statements over the counts they are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rasoat.audit.grid import Grid
from rasoat.audit.localise.problem import Rate, Terms
from rasoat.audit.model import PrintedCell, PrintedRate, Statement
from rasoat.audit.plain_rows import RowKey, TableRows
from rasoat.audit.printed_numbers import is_blank, is_dash, read_rate, written_as
from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.survey.sheets import Cell
from rasoat.tables.rule_text import RateText


class Counts(Protocol):
    """The counts of the table."""

    cells: list[PrintedCell]

    def terms(self, key: RowKey, named: Sequence[tuple[str, int]]) -> Terms | None:
        """Terms over the cells of one row."""


@dataclass(frozen=True, slots=True)
class _Found:
    key: RowKey
    row: int
    column: int
    cell: Cell
    numerator: Terms
    base: Terms


def rate_statements(counts: Counts, rows: TableRows, text: RateText) -> Iterator[Statement]:
    """One statement a row that prints the rate. Raises `FaultsFoundError` for text that is no rate."""
    grid = rows.grid
    found = list(_found(counts, rows, text))
    factor = _factor(counts, text, found)
    faults = []
    for item in found:
        value = read_rate(item.cell, text.decimals, factor)
        shown = PrintedRate(grid.address(item.row, item.column), written_as(item.cell), text.printed)
        if value is None:
            faults.append(_not_a_rate(grid, item.row, item.column, shown.text))
            continue
        rate = Rate(value, item.numerator, item.base, text.decimals)
        yield Statement(text.text, rows.label(item.key), rate=rate, printed=shown, file=grid.file)
    if faults:
        raise FaultsFoundError(faults)


def _found(counts: Counts, rows: TableRows, text: RateText) -> Iterator[_Found]:
    printed = rows.resolve(text.printed)
    numerator = [(rows.resolve(name), factor) for name, factor in text.numerator]
    base = [(rows.resolve(name), factor) for name, factor in text.base]
    for key in rows.keys:
        place, over, under = rows.cell(key, printed), counts.terms(key, numerator), counts.terms(key, base)
        if place is None or over is None or under is None:
            continue
        cell = rows.grid.rows[place[0]][place[1]]
        if not is_blank(cell) and not is_dash(cell):
            yield _Found(key, *place, cell, over, under)


def _factor(counts: Counts, text: RateText, found: Sequence[_Found]) -> int:
    """100 where the cells hold fractions (0,0263 shown as 2,63 %) and more of them fit so; else 1."""
    values = [cell.value or 0 for cell in counts.cells]
    fits = {
        factor: sum(
            (value := read_rate(item.cell, text.decimals, factor)) is not None
            and Rate(value, item.numerator, item.base, text.decimals).holds(values)
            for item in found
        )
        for factor in (1, 100)
    }
    return 100 if fits[100] > fits[1] else 1


def _not_a_rate(grid: Grid, row: int, column: int, text: str) -> Fault:
    return Fault(
        "audit-not-rate", "ô phải là tỷ lệ phần trăm", "the cell must be a percentage",
        "ghi số như 2,63 hoặc để trống", "write a number like 2,63 or leave it blank",
        grid.place(row, column), value=text,
    )  # fmt: skip
