"""Faults of whole tables: the first ones are listed cell by cell, the rest are counted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from rasoat.law.faults import Fault, Place

FEW: Final = 50
"""How many faults of one rule and column are listed one by one."""

SOURCE_ROW: Final = "source_row"
"""Optional column: row of the file, counted from 1, as people see it in their own program."""

SOURCE_SHEET: Final = "source_sheet"
"""Optional column: title of the sheet a row was read from."""

ALL: Final = 1 << 40
"""As `listed`: every fault is told."""

Letters = dict[str, dict[str, str]]
"""Title of a sheet -> column name -> the letter over that column."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where a table comes from. `headings` gives the heading people see for a column (letter and words).

    `letters` gives, per sheet, the letter over a column; `listed` is how many faults of one rule and column are
    listed one by one (all of them where cells are to be marked).
    """

    file: str = ""
    sheet: str = ""
    headings: dict[str, str] | None = None
    letters: Letters | None = None
    listed: int = FEW

    def place(self, row: dict[str, Any], column: str) -> Place:
        """The place of one cell; `row` may hold `source_row`, `source_sheet` and `household_id`."""
        heading = (self.headings or {}).get(column, column)
        sheet, number = row.get(SOURCE_SHEET) or self.sheet, row.get(SOURCE_ROW)
        letter = (self.letters or {}).get(sheet, {}).get(column)
        return Place(
            file=self.file,
            sheet=sheet,
            row=number,
            column=heading,
            household_id=str(row.get("household_id") or ""),
            cell=f"{letter}{number}" if letter and number is not None else "",
        )


def listed_faults(
    found: pl.DataFrame, make: Callable[[dict[str, Any]], Fault], limit: int = FEW, total: int | None = None
) -> list[Fault]:
    """One fault a row of `found` for the first `limit` rows, then one fault that counts the others.

    `total`: how many there are in all, when `found` holds only the first ones.
    """
    faults = [make(row) for row in found.head(limit).iter_rows(named=True)]
    rest = (found.height if total is None else total) - len(faults)
    if rest > 0:
        last = faults[-1]
        faults.append(Fault(
            rule=last.rule,
            vi=f"còn {rest} chỗ khác cùng lỗi này, không liệt kê",
            en=f"{rest} more of the same, not listed",
            remedy_vi=last.remedy_vi,
            remedy_en=last.remedy_en,
            place=Place(file=last.place.file, sheet=last.place.sheet, column=last.place.column),
            severity=last.severity,
        ))  # fmt: skip
    return faults
