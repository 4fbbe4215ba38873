"""The lines of a table: numbers as numbers, texts as texts, one row at a time."""

from typing import Any

from rasoat.tables import layout
from rasoat.tables.excel_context import CELL_MARGIN, LINE_HEIGHT, SheetContext
from rasoat.tables.font_metrics import line_count
from rasoat.tables.neighbours import Joined, stays_with, with_neighbours
from rasoat.tables.report import Kind, Row

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST_LETTER = 0.6  # of the type size, on average; texts surely shorter than their cell are not measured
_INDENT = 9.0


def write_body(context: SheetContext) -> None:
    """Write all rows of the report from the pen's row on."""
    pen, columns = context.pen, context.report.columns
    styles: dict[tuple[int, bool, Joined], list[Any]] = {}
    texts = [index for index, column in enumerate(columns) if column.kind is Kind.TEXT]
    above: Row | None = None
    for row, joined in with_neighbours(context.report.rows, context.plan.stub):
        key = (row.depth, row.bold, joined)
        if key not in styles:
            styles[key] = [_style(context, index, row, joined) for index in range(len(columns))]
        lines = max((_lines(context, index, row) for index in texts), default=1)
        pen.start_row(lines * layout.BODY_SIZE * LINE_HEIGHT + 3.0, kept=stays_with(above, row, joined))
        above = row
        for index, (value, style) in enumerate(zip(row.cells, styles[key], strict=True)):
            _cell(context, index, value, style)
        pen.row += 1


def _cell(context: SheetContext, index: int, value: str | int | None, style: Any) -> None:
    pen, column = context.pen, context.report.columns[index]
    if value is None or value == "":
        pen.sheet.write_blank(pen.row, index, None, style)
    elif isinstance(value, int) and column.kind is not Kind.TEXT:
        pen.sheet.write_number(pen.row, index, value / 100 if column.kind is Kind.RATE else value, style)
    else:
        text = str(value)
        if text.startswith(_FORMULA_STARTS):
            style = context.styles.text(flush_left=layout.is_flush_left(column), quoted=True)
        pen.text(index, text, style)


def _style(context: SheetContext, index: int, row: Row, joined: Joined) -> Any:
    column = context.report.columns[index]
    if column.kind is not Kind.TEXT:
        return context.styles.figure(rate=column.kind is Kind.RATE, bold=row.bold)
    return context.styles.text(
        flush_left=layout.is_flush_left(column),
        indent=_indent(context, index, row),
        bold=row.bold,
        joined=joined[index] if index < len(joined) else (False, False),
    )


def _indent(context: SheetContext, index: int, row: Row) -> int:
    if not layout.is_flush_left(context.report.columns[index]):
        return 0
    return 1 + (row.depth if index == layout.name_column(context.report.columns) else 0)


def _lines(context: SheetContext, index: int, row: Row) -> int:
    value = row.cells[index]
    room = context.plan.widths[index] - CELL_MARGIN
    if not isinstance(value, str) or len(value) * _WIDEST_LETTER * layout.BODY_SIZE <= room - _INDENT:
        return 1
    return line_count(value, room - _INDENT * _indent(context, index, row), layout.BODY_SIZE, bold=row.bold)
