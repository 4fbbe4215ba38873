"""What the cross-checks must know beside the tables: limits of the class rules, and where each class is printed."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from rasoat.law.loading import LawModel, load_or_refuse
from rasoat.law.marks import Mark
from rasoat.tables.forms import DATA


class Bound(LawModel):
    """The class rule limits the deprivations of every household of a class, so also their sum (X08)."""

    standard: str
    klass: Annotated[str, Field(alias="class")]
    at_least: int | None = None
    at_most: int | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> "Bound":
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("give either `at_least` or `at_most`")
        return self


class Within(LawModel):
    """Rules between columns of one report, for the reports named (X19): sums of columns, `<=` or `>=`."""

    reports: tuple[str, ...]
    rules: tuple[str, ...]


class CheckData(LawModel):
    """The contents of `data/checks.yaml`."""

    mark: Mark
    source: str
    deprivation_bounds: tuple[Bound, ...]
    child_below: int
    child_indicators: tuple[str, ...]
    within: tuple[Within, ...]

    def bound(self, standard: str, klass: str) -> Bound | None:
        """The limit of a class under a standard, where there is one."""
        found = (item for item in self.deprivation_bounds if (item.standard, item.klass) == (standard, klass))
        return next(found, None)


@cache
def check_data() -> CheckData:
    """The shipped data."""
    return load_or_refuse(DATA / "checks.yaml", CheckData)


@dataclass(frozen=True, slots=True)
class Printed:
    """Where the figures of a class stand: columns of report 1, numbers of its own reports, its lines in report 9,
    its first column in reports 8 and 11, its name in the list sheet."""

    klass: str
    households: str
    persons: str
    counts: str
    rates: str
    people: str
    household_line: str
    person_line: str
    first: int


POOR = Printed("poor", "c3", "c9", "4", "5", "15", "Hộ nghèo", "Khẩu nghèo", 1)
NEAR_POOR = Printed("near_poor", "c5", "c11", "6", "7", "14", "Hộ cận nghèo", "Khẩu cận nghèo", 5)
