"""Which columns readers know: the common questionnaire, ticks of indicators, and `NAME@STANDARD` variants."""

from collections.abc import Collection
from functools import cache

from rasoat.law.book import LawBook
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Column, Kind
from rasoat.survey.questionnaire import Questionnaire, Table
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.text import squash

TOTALS = {
    "income_score": ("điểm A", "tổng điểm A", "B1", "điểm B1", "tổng điểm B1"),
    "deprivation_score": ("điểm B", "tổng điểm B", "B2", "điểm B2", "tổng điểm B2"),
}
"""Short headings of the two totals: A and B in the standard of 2022-2026, B1 and B2 on the forms."""


@cache
def shipped_indicators() -> frozenset[str]:
    """Codes of all indicators of the shipped standards."""
    book = LawBook.load()
    return frozenset(code for standard in book.standards.values() for code in standard.indicator_codes)


class KnownColumns:
    """The known columns of one table. `find` also knows the wording on the form and `NAME@STANDARD`."""

    def __init__(
        self, table: Table, indicators: Collection[str] | None = None, questionnaire: Questionnaire | None = None
    ) -> None:
        common = full_questionnaire()
        self.columns: dict[str, Column] = common.columns(table)
        self._names = {squash(item.label.vi): item.code for item in common.items(table)}
        if table == "household":
            self._names |= {squash(heading): code for code, headings in TOTALS.items() for heading in headings}
            codes = shipped_indicators() if indicators is None else indicators
            self.columns |= {code: Column(code, Kind.BIT) for code in codes}
        if questionnaire is not None:
            self.columns |= questionnaire.columns(table)
            self._names |= {squash(item.label.vi): item.code for item in questionnaire.items(table)}

    def code_of(self, heading: str) -> str:
        """The code a heading stands for: itself, or the item whose Vietnamese wording it is; else unchanged."""
        heading = heading.strip()
        return heading if self.find(heading) else self._names.get(squash(heading), heading)

    def find(self, name: str) -> Column | None:
        """The column of that name; `income_score@national_2016` is read as `income_score`."""
        return self.columns.get(name.partition("@")[0])


def shipped_ticks() -> dict[str, Column]:
    """Ticks of all shipped indicators as people write them in our workbook: Có / Không."""
    return {code: Column(code, Kind.BIT, code_list("yes_no")) for code in sorted(shipped_indicators())}
