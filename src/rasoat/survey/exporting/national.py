"""The national list workbook as an export profile, derived from the layout by which it is read and written.

The layout stands once, in `national_layout`: a second copy as data would drift from the reader. What the profile adds
(forms, words, which households) repeats `national_rows`; a test holds both to the same cells.
"""

from typing import Any

from rasoat.survey.columns import Kind
from rasoat.survey.exporting.fields import find_fact
from rasoat.survey.national_layout import LISTED, SHEETS, Sheet
from rasoat.survey.sheets import column_letter


def national_sheets() -> list[dict[str, Any]]:
    """The three sheets as the plain data of a profile."""
    return [_sheet(sheet) for sheet in SHEETS]


def _sheet(sheet: Sheet) -> dict[str, Any]:
    listed = {"class": ("poor", "near_poor")}
    return {
        "name": sheet.tab,
        "title": sheet.title,
        "rows": "members",
        "where": listed if sheet.key == LISTED else {"escaped_list": (sheet.key,)},
        "header_rows": (sheet.first_row - 2,),
        "first_row": sheet.first_row,
        "numbered": True,
        "cells": ({"at": "A2", "from": "notice"},),
        "columns": tuple(
            {"at": column_letter(at), "heading": (heading,)} | _content(name)
            for at, (name, heading) in enumerate(sheet.columns)
            if name or heading
        ),
    }


def _content(name: str) -> dict[str, Any]:
    fact = find_fact(name, "members") if name else None
    if fact is None:
        return {"empty": True}
    match fact.field.kind:
        case Kind.BOOL:
            return {"from": name, "form": "mark"} | ({} if name == "is_head" else {"none_marked": "Không"})
        case Kind.DATE:
            return {"from": name, "form": "date_text"}
        case Kind.CODES:
            return {"from": name, "none": "Không"}
        case Kind.INT if not fact.field.choices:
            return {"from": name, "form": "number"}
    return {"from": name}
