"""Short makers of faults for whole tables: the words of one rule, placed row by row."""

from datetime import date
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.dates import format_date
from rasoat.survey.fault_list import SOURCE_ROW, TableSource, listed_faults


class Words:
    """Rule, text and remedy of one fault, in both languages."""

    def __init__(
        self, rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.rule, self.severity = rule, severity
        self.vi, self.en, self.remedy_vi, self.remedy_en = vi, en, remedy_vi, remedy_en

    def faults(self, found: pl.DataFrame, column: str, source: TableSource) -> list[Fault]:
        """One fault a row of `found` (the rest counted). The value is the cell of `column`, if it is there.

        A member without a row number is told by the number inside the household.
        """

        def make(row: dict[str, Any]) -> Fault:
            value = _shown(row.get(column))
            if row.get("member_no") is not None and row.get(SOURCE_ROW) is None:
                value = f"{value} (thành viên {row['member_no']})".strip()
            return Fault(
                self.rule,
                self.vi,
                self.en,
                self.remedy_vi,
                self.remedy_en,
                source.place(row, column),
                value=value,
                severity=self.severity,
            )

        return listed_faults(found, make, source.listed)


def _shown(value: Any) -> str:
    """The cell as people write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return format_date(value) if isinstance(value, date) else str(value)
