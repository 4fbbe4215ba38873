"""A mapping profile turned round: the export profile that writes the same columns in the same places."""

from typing import Any

from rasoat.survey.columns import Kind
from rasoat.survey.exporting.fields import find_fact
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.mapping.profile import ColumnMap, MappingProfile, SheetMap

_NUMBERS = {"row_no": "row", "household_no": "household", "member_no": "member"}


def export_profile_of(mapping: MappingProfile) -> ExportProfile:
    """The first kind of sheet of a mapped book; columns that no field takes come back under their headings."""
    sheet = mapping.sheets[0]
    return ExportProfile.model_validate({
        "id": "same-layout", "system": mapping.made_from or "Sổ của địa phương", "sheets": [_sheet(sheet)],
        "evidence": {"mark": "ours", "note": "Theo mẫu của chính tệp đã nhập"},
    })  # fmt: skip


def _sheet(sheet: SheetMap) -> dict[str, Any]:
    title = sheet.titles[0].strip("*? ")[:31] or "Danh sách"
    rows = "members" if sheet.rows == "members" else "households"
    first, last = sheet.head_rows
    head = max(last, 1)
    return {
        "name": title, "rows": rows, "header_rows": (head,), "first_row": max(sheet.first_row, head + 1),
        "cells": ({"at": "A1", "from": "notice"},) if head > 1 or first > 1 else (),
        "columns": [_column(column, rows) for column in sheet.columns],
    }  # fmt: skip


def _column(column: ColumnMap, rows: Any) -> dict[str, Any]:
    heading = (column.heading[-1] if column.heading else column.at,)
    place = {"at": column.at, "heading": heading}
    if column.to in _NUMBERS:
        return {**place, "number": _NUMBERS[column.to]}
    if not column.to:
        return {**place, "from": f"other.{' / '.join(column.heading)}"} if column.heading else {**place, "empty": True}
    source = column.to if find_fact(column.to, rows) else f"head.{column.to}"
    fact = find_fact(source, rows)
    if fact is None:
        return {**place, "from": f"other.{column.to}"}
    if column.mark:
        return {**place, "constant": "x", "only": {source: (column.mark,)}}
    if fact.field.kind is Kind.DATE:
        return {**place, "from": source, "form": "date_text"}
    if fact.field.kind is Kind.INT and not fact.field.choices:
        return {**place, "from": source, "form": "number"}
    return {**place, "from": source}
