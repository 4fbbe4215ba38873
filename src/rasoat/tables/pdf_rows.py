"""Which rows of a printed table stay on one page: the lines of a place, a household, a heading and what it heads.

The page template keeps rows together where a cell reaches down over them; so the cells that say "as above"
become one cell with the cell above. Runs of rows that would fill much of a page may be parted by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rasoat.tables import layout
from rasoat.tables.font_metrics import line_count
from rasoat.tables.neighbours import Joined, stays_with
from rasoat.tables.report import Column, Kind, Row

LINE = 1.25  # of the type size, with the gap between lines
LARGEST_RUN = 0.5  # of a page: what is longer may be parted
LARGEST_CLOSING_RUN = 0.2  # of a page: notes and signatures stand below it on the same page
_CLOSING_ROWS = 2
_WIDEST_LETTER = 0.6  # of the type size, on average; texts surely shorter than their cell are not measured

Run = range
"""The rows that stay together."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """`spans[row][column]`: rows that a cell of the stub reaches over; 0 where the cell above covers this one.

    `leads`: whether a row is only the heading of the row below. `closing`: how many last rows stay with the
    signatures.
    """

    spans: tuple[tuple[int, ...], ...]
    leads: tuple[bool, ...]
    closing: int


def plan_rows(columns: Sequence[Column], plan: layout.Plan, rows: Sequence[tuple[Row, Joined]]) -> RowPlan:
    """How the rows hang together on paper."""
    kept = kept_rows(rows)
    heads = [_heads(rows, kept, at) for at in range(len(rows))]
    places = [run for run in _runs([stays and not heads[at - 1] for at, stays in enumerate(kept)]) if len(run) > 1]
    spans = [[1] * plan.stub for _ in rows]
    closing = _closing(columns, plan, rows, kept)
    for run in places:
        cut = len(rows) - closing
        pieces = [run] if cut not in run or cut == run.start else [range(run.start, cut), range(cut, run.stop)]
        for piece in pieces:
            if height(columns, plan, [rows[at][0] for at in piece]) <= LARGEST_RUN * layout.PAGE_HEIGHT:
                _span(rows, piece, spans)
    return RowPlan(tuple(map(tuple, spans)), tuple(heads), closing)


def kept_rows(rows: Sequence[tuple[Row, Joined]]) -> list[bool]:
    """Of each row, whether no page may end above it."""
    above = [None, *(row for row, _ in rows[:-1])]
    return [stays_with(before, row, joined) for before, (row, joined) in zip(above, rows, strict=True)]


def height(columns: Sequence[Column], plan: layout.Plan, rows: Sequence[Row]) -> float:
    """Points that rows take on the page."""
    texts = [at for at, column in enumerate(columns) if column.kind is Kind.TEXT]
    lines = sum(max((_lines(plan.widths[at], row.cells[at], row.bold) for at in texts), default=1) for row in rows)
    return (lines * LINE + 0.5 * len(rows)) * layout.BODY_SIZE * plan.scale


def _lines(width: float, value: str | int | None, bold: bool) -> int:
    room = width - layout.CELL_PADDING
    if not isinstance(value, str) or len(value) * layout.BODY_SIZE * _WIDEST_LETTER <= room:
        return 1
    return line_count(value, room, layout.BODY_SIZE, bold=bold)


def _heads(rows: Sequence[tuple[Row, Joined]], kept: Sequence[bool], at: int) -> bool:
    """A row of one word or name alone, with a deeper row below it."""
    row = rows[at][0]
    below = at + 1 < len(rows) and kept[at + 1] and rows[at + 1][0].depth > row.depth
    return below and sum(cell is not None for cell in row.cells) == 1


def _closing(
    columns: Sequence[Column], plan: layout.Plan, rows: Sequence[tuple[Row, Joined]], kept: Sequence[bool]
) -> int:
    """Two rows, or as many more as belong to them when they leave room for what stands below the table."""
    least = min(_CLOSING_ROWS, len(rows))
    run = next((run for run in _runs(kept) if len(rows) - least in run), range(0))
    whole = [row for row, _ in rows[run.start :]]
    fits = height(columns, plan, whole) <= LARGEST_CLOSING_RUN * layout.PAGE_HEIGHT if whole else False
    return len(whole) if fits else least


def _runs(kept: Sequence[bool]) -> list[Run]:
    starts = [at for at, stays in enumerate(kept) if not stays or at == 0]
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(kept)], strict=True)]


def _span(rows: Sequence[tuple[Row, Joined]], run: Run, spans: list[list[int]]) -> None:
    for column in range(len(spans[0])):
        first = run.start
        for at in run[1:]:
            if rows[at][1][column][0]:
                spans[at][column] = 0
                spans[first][column] += 1
            else:
                first = at
