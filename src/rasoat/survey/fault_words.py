"""Short makers of faults for whole tables: the words of one rule, placed row by row."""

from typing import Any

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.fault_list import TableSource, listed_faults


class Words:
    """Rule, text and remedy of one fault, in both languages."""

    def __init__(
        self, rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.rule, self.severity = rule, severity
        self.vi, self.en, self.remedy_vi, self.remedy_en = vi, en, remedy_vi, remedy_en

    def faults(self, found: pl.DataFrame, column: str, source: TableSource) -> list[Fault]:
        """One fault a row of `found` (the rest counted). The value is the cell of `column`, if it is there."""

        def make(row: dict[str, Any]) -> Fault:
            value = row.get(column)
            return Fault(
                self.rule,
                self.vi,
                self.en,
                self.remedy_vi,
                self.remedy_en,
                source.place(row, column),
                value="" if value is None else str(value),
                severity=self.severity,
            )

        return listed_faults(found, make)
