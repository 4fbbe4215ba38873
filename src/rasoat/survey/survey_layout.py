"""Our own survey workbook: two sheets, a guide, and a hidden sheet of lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import polars as pl

from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET
from rasoat.survey.questionnaire import Item, Questionnaire, Table
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.text import squash

LISTS_TAB: Final = "Danh mục"
TABS: Final[dict[Table, str]] = {"household": "Hộ", "member": "Thành viên"}
LABEL_ROW, CODE_ROW, FIRST_ROW = 2, 3, 4
"""Rows counted from 1: headings people read, codes the reader goes by, first row of data."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: code, heading, and the item behind it (None: not of the questionnaire, carried)."""

    code: str
    heading: str
    item: Item | None = None


def sheet_columns(questionnaire: Questionnaire, table: Table, data: pl.DataFrame | None) -> list[SheetColumn]:
    """What is asked, then what the data hold besides."""
    held = set() if data is None else {name for name in data.columns if not data[name].is_null().all()}
    asked = [
        SheetColumn(item.code, heading(item), item)
        for item in questionnaire.items(table)
        if item.use != "record" or item.code in held
    ]
    if data is None:
        return asked
    known = {item.code for item in questionnaire.items(table)} | {SOURCE_ROW, SOURCE_SHEET}
    known |= {item.year_column for item in questionnaire.items(table)}
    others = {item.code: item for item in full_questionnaire().items(table)}
    extra = [name for name in data.columns if name not in known]
    return [*asked, *(SheetColumn(n, heading(others[n]) if n in others else n, others.get(n)) for n in extra)]


def heading(item: Item) -> str:
    """The heading of a column, with the unit people write in."""
    return f"{item.label.vi}, {item.written.unit}" if item.written else item.label.vi


def find_tabs(titles: Iterable[str]) -> dict[Table, str]:
    """Our two sheets among the tabs of a workbook, with or without accents."""
    wanted = {squash(tab): table for table, tab in TABS.items()}
    return {wanted[squash(title)]: title for title in titles if squash(title) in wanted}
