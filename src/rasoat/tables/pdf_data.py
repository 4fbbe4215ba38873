"""A report as the plain data that the page template sets: every number already printed, every length in points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from rasoat.tables import head as frame
from rasoat.tables import layout
from rasoat.tables.footnotes import footnotes, short_pack, small_print
from rasoat.tables.neighbours import Joined, with_neighbours
from rasoat.tables.pdf_rows import RowPlan, kept_rows, plan_rows
from rasoat.tables.report import Column, Kind, ReportTable, Row

_SHORT = 40  # rows: only so few may come near one page and are measured
_BREAK_AFTER = "+-*/="
_ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True)
class Part:
    """The rows `start`..`stop` of a report; a long list is set in several, each with the whole head."""

    start: int
    stop: int
    number: int = 1
    of: int = 1


def document_data(reports: Iterable[tuple[ReportTable, Part]], head: frame.OfficialHead) -> dict[str, Any]:
    """The data of one document. The last part of a report carries the notes and the signatures."""
    made = [_report_data(report, part, head) for report, part in reports]
    return {
        "title": "; ".join(dict.fromkeys(one["title"] for one in made)),
        "author": made[0]["author"],
        "reports": made,
    }


def parts(report: ReportTable, rows_per_part: int) -> list[Part]:
    """Cut a report into runs of at most `rows_per_part` rows, without parting what stays on one page.

    Where more rows than that belong together, the run is full.
    """
    kept = kept_rows(list(with_neighbours(report.rows, layout.stub_size(report.columns))))
    cuts = [0]
    while len(kept) - cuts[-1] > rows_per_part:
        full = cuts[-1] + rows_per_part
        cuts.append(next((cut for cut in range(full, cuts[-1], -1) if not kept[cut]), full))
    cuts.append(len(kept))
    runs = list(pairwise(cuts))
    return [Part(start, stop, number, len(runs)) for number, (start, stop) in enumerate(runs, start=1)]


def _report_data(report: ReportTable, part: Part, head: frame.OfficialHead) -> dict[str, Any]:
    plan = layout.plan(report)
    issuer = frame.issuer(report, head)
    form = report.form_code or f"Biểu số {report.number}"
    rows = list(with_neighbours(report.rows[part.start : part.stop], plan.stub))
    together = plan_rows(report.columns, plan, rows)
    return {
        "form": form,
        "title": report.title.upper(),
        "subtitle": ", ".join(words for words in (report.unit_name, report.period) if words),
        "continued": f"{form} - {report.title} (tiếp theo)",
        "part": f"Phần {part.number}/{part.of} -" if part.of > 1 else "",
        "author": issuer.name(),
        "issuer": asdict(issuer),
        "motto": [frame.MOTTO, frame.MOTTO_VALUES],
        "margins": layout.MARGINS,
        "watermark": report.watermark,
        "trace": short_pack(report),
        "blocks": [_block_data(report.columns, plan, block, rows, together) for block in plan.blocks],
        "closes": part.number == part.of,
        "short": part.of == 1 and not plan.split and len(rows) <= _SHORT,
        "one_page": layout.ONE_PAGE,
        "notes": footnotes(report),
        "small": small_print(report),
        "date": frame.date_line(head),
        "preparer": asdict(frame.preparer(head)),
        "signer": asdict(frame.signer(head)),
    }


def _block_data(
    columns: Sequence[Column],
    plan: layout.Plan,
    block: tuple[int, int],
    rows: Sequence[tuple[Row, Joined]],
    together: RowPlan,
) -> dict[str, Any]:
    shown = plan.columns_of(block)
    depth = layout.head_depth(columns)
    numbers = [columns[index].number for index in shown]
    return {
        "size": round(layout.BODY_SIZE * plan.scale, 2),
        "depth": depth,
        "columns": [
            {
                "width": round(plan.widths[index] * plan.scale, 2),
                "right": columns[index].kind is not Kind.TEXT,
                "left": layout.is_flush_left(columns[index]),
            }
            for index in shown
        ],
        "heads": [*_head_data(columns, shown, depth)],
        "numbers": [_breakable(number) for number in numbers] if any(numbers) else [],
        "closing": together.closing,
        "rows": [
            {"leads": leads, "cells": [*_row_cells(columns, shown, rows, at, spans)]}
            for at, (leads, spans) in enumerate(zip(together.leads, together.spans, strict=True))
        ],
    }


def _row_cells(
    columns: Sequence[Column], shown: Sequence[int], rows: Sequence[tuple[Row, Joined]], at: int, spans: Sequence[int]
) -> Iterator[tuple[str, bool, int | None, tuple[bool, bool] | None, int]]:
    """Each cell's words, whether bold, its indent when flush left, its missing lines when there are any, and rows.

    Cells that the cell above covers are left out.
    """
    name = layout.name_column(columns)
    row, joined = rows[at]
    for index in shown:
        column = columns[index]
        indent = (row.depth if index == name else 0) if layout.is_flush_left(column) else None
        span = spans[index] if index < len(spans) else 1
        if not span:
            continue
        lines = None
        if index < len(joined):
            lines = joined[index][0], rows[at + span - 1][1][index][1]
        yield (
            layout.cell_text(row.cells[index], column.kind),
            row.bold,
            indent,
            lines if any(lines or ()) else None,
            span,
        )


def _head_data(columns: Sequence[Column], shown: Sequence[int], depth: int) -> Iterator[dict[str, Any]]:
    printed = [columns[index] for index in shown]
    for cell in layout.merged_heads(printed, (0, len(printed)), depth):
        yield {
            "x": cell.column, "y": cell.row, "colspan": cell.columns, "rowspan": cell.rows, "text": cell.text,
        }  # fmt: skip


def _breakable(number: str) -> str:
    """A formula such as 9=1-2-3 may be broken after its signs."""
    return "".join(sign + _ZERO_WIDTH_SPACE if sign in _BREAK_AFTER else sign for sign in number)
