"""Tables of a report for pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rasoat.tables.report import Column, Kind, ReportTable
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.packing import unpacked

MOST = 100


def table_of(report: Report, number: str) -> dict[str, Any] | None:
    """One table: heads, rows of (text, is a number), why cells are blank."""
    table = unpacked(report.figures).by_number.get(number)
    if table is None:
        return None
    names = {column.key: head_of(column) for column in table.columns}
    return {
        "number": number, "title": table.title, "heads": [head_of(column) for column in table.columns],
        "rows": [
            {"bold": row.bold, "cells": [_cell(*pair) for pair in zip(table.columns, row.cells, strict=True)]}
            for row in table.rows
        ],
        "reasons": [(names.get(key, ""), why) for key, why in table.blank_reasons], "notes": table.notes,
        "unread": table.layout_mark != "verified",
    }  # fmt: skip


def tabs_of(report: Report, current: str) -> list[dict[str, Any]]:
    """A tab a table."""
    address = reverse("reporting:report", args=[report.pk])
    return [
        {"label": _("Biểu %(number)s") % {"number": each["number"]}, "url": f"{address}?bieu={each['number']}",
         "current": each["number"] == current}
        for each in report.figures.get("tables", ())
    ]  # fmt: skip


def cells_of(report: Report, number: str) -> tuple[list[tuple[str, str]], set[str]]:
    """The cells of a table's first `MOST` rows to compare, by name; and which of them are rates."""
    table = unpacked(report.figures).by_number.get(number)
    if table is None:
        return [], set()
    columns = [column for column in table.columns if column.kind is not Kind.TEXT]
    names = _row_names(table)[:MOST]
    choices = [
        (f"{number}|{at}|{column.key}", f"{name} · {head_of(column)}")
        for at, name in enumerate(names) for column in columns
    ]  # fmt: skip
    rates = {column.key for column in columns if column.kind is Kind.RATE}
    return choices, {key for key, _name in choices if key.rpartition("|")[2] in rates}


def compared(report: Report) -> list[dict[str, Any]]:
    """Published figures beside those of the report. `difference`: ours less theirs, None where ours is blank."""
    tables = unpacked(report.figures).by_number
    found = []
    for row in report.published.select_related("entered_by").order_by("pk"):
        table = tables.get(row.table)
        at = next((at for at, each in enumerate(table.columns) if each.key == row.column), None) if table else None
        if table is None or at is None or row.row >= len(table.rows):
            continue
        own, kind = table.rows[row.row].cells[at], table.columns[at].kind
        difference = own - row.value if isinstance(own, int) else None
        where = (_("Biểu %(number)s") % {"number": row.table}, _row_names(table)[row.row], head_of(table.columns[at]))
        found.append({
            "name": " · ".join(where), "own": plain(own, kind), "theirs": plain(row.value, kind),
            "difference": plain(difference, kind), "differs": difference != 0, "source": row.source,
            "places": 2 if kind is Kind.RATE else None,
        })  # fmt: skip
    return found


def plain(cell: str | int | None, kind: Kind) -> "str | int | float | None":
    """A cell as a number to show: rates in percent."""
    return cell / 100 if kind is Kind.RATE and isinstance(cell, int) else cell


def head_of(column: Column) -> str:
    """The heads of a column in one line."""
    return " · ".join(dict.fromkeys(filter(None, column.heads)))


def _cell(column: Column, cell: str | int | None) -> dict[str, Any]:
    """`text` for words; `value` and `places` for numbers."""
    if column.kind is Kind.TEXT:
        return {"head": head_of(column), "text": cell or ""}
    places = 2 if column.kind is Kind.RATE else None
    return {"head": head_of(column), "number": True, "value": plain(cell, column.kind), "places": places}


def _row_names(table: ReportTable) -> list[str]:
    """Place and line of each row: the place stands in its first line only."""
    names, place = [], ""
    for row in table.rows:
        place = str(row.cells[1] or place)
        line = row.cells[2] if table.columns[2].key == "line" else ""
        names.append(f"{place} ({line})" if line else place)
    return names
