"""What a cross-check asks of printed cells, for programs: a linear rule over counts, or a rate of two counts."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Place = tuple[str, int]
"""Name of a row's unit, and which of the rows of that name it is (two villages may share one)."""

Relation = Literal["=", "<=", ">="]


class CellRef(NamedTuple):
    """One printed cell: number of the report, place, line of the place ("" where there is one), key of the column."""

    report: str
    place: Place
    line: str
    key: str


Terms = tuple[tuple[CellRef, int], ...]
"""Cells and what each is multiplied by; a cell may stand in it more than once."""


@dataclass(frozen=True, slots=True)
class CellRule:
    """The sum of `terms` must be equal to, at most, or at least `bound`."""

    terms: Terms
    relation: Relation
    bound: int


@dataclass(frozen=True, slots=True)
class CellRate:
    """`cell` prints `numerator` / `base` in hundredths of a percent, half up; it is blank where the base is 0."""

    cell: CellRef
    numerator: CellRef
    base: CellRef
