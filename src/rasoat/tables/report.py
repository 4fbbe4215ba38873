"""What one official table is, before it becomes a sheet or a page: columns with merged heads, rows, reasons."""

from dataclasses import dataclass
from enum import StrEnum

from rasoat.tables.cell_rules import CellRate, CellRule


class Kind(StrEnum):
    """What a column holds; it decides how a cell is written."""

    TEXT = "text"
    COUNT = "count"  # households or persons, integer, thousands point
    RATE = "rate"  # percent in hundredths (263 = 2,63 %), integer, half up; None where the base is 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `heads` go from the top merged head to the column's own; equal neighbours are merged."""

    key: str
    heads: tuple[str, ...]
    number: str = ""  # as printed in the column-number row: "A", "1", "4=3/1*100"
    kind: Kind = Kind.COUNT
    width: float = 9.0  # in characters of the default font


@dataclass(frozen=True, slots=True)
class Row:
    """A line. `cells` are aligned with the columns; None prints blank."""

    cells: tuple[str | int | None, ...]
    depth: int = 0  # 0 = the unit asked for, 1 = its parts, ...
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One official table or list.

    `number` is "1".."15" or "DS1".."DS3" (the three list sheets). `blank_reasons` maps a column key, or "" for the
    whole table, to why it is blank (Vietnamese). `layout_mark` is the evidence mark of the layout; anything
    but `verified` is printed "bố cục chưa đối chiếu". `watermark` is printed across every page when set.
    """

    number: str
    title: str
    unit_name: str
    period: str
    standard_id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    blank_reasons: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    layout_mark: str = "secondary"
    watermark: str = ""
    form_code: str = ""  # printed top left, e.g. "Biểu số 1"
    parent_name: str = ""  # higher unit, printed above the unit in the head
    pack: str = ""  # the law pack the classes come from


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One cross-check (X01..X19) on one place. `holds` is None when the inputs cannot tell.

    `rule` or `rate` says the same of cells, where it is a claim about printed cells alone.
    """

    check: str
    severity: str  # error | warning | info
    holds: bool | None
    unit_name: str
    text_vi: str
    text_en: str
    difference: int | None = None
    rule: CellRule | None = None
    rate: CellRate | None = None
