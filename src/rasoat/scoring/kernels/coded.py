"""The coded plan: what both kernels need of the law, as plain integers, without any table engine.

A coded household has one integer column per answer. Code 0, null, or a code the plan does not know means "not
answered": such a household gets no score and no class, never zero points. Codes 1..n are the answers in the order
of the point table. Several yes/no parts may share one column as a mask: code 1 = "asked, none of them", and
1 + 2**0, 1 + 2**1, ... (added up) for the parts in order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from rasoat.law.expr.nodes import Node
from rasoat.law.expr.walk import params

Area = Literal["rural", "urban"]
LARGEST_TABLE = 2**22
"""Most combinations of answers one gathered array may hold; beyond it a plan should use masks or fewer columns."""


@dataclass(frozen=True, slots=True)
class CodedRegion:
    """One area table of points. Region code in the data: its place in `CodedPlan.regions`, counted from 1."""

    code: str
    area: Area


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """One answer column. `points[region][k]`: points of answer code k + 1 or, for a mask, of part k."""

    column: str
    points: tuple[tuple[int, ...], ...]
    mask: bool = False

    @property
    def width(self) -> int:
        """The largest valid code."""
        return 2 ** len(self.points[0]) if self.mask else len(self.points[0])

    def by_code(self, region: int) -> tuple[int, ...]:
        """Points of codes 1..width in a region (counted from 0)."""
        parts = self.points[region]
        if not self.mask:
            return parts
        totals = [0]
        for part in parts:
            totals += [total + part for total in totals]
        return tuple(totals)


@dataclass(frozen=True, slots=True)
class CodedItem:
    """One item of the point table: a single choice has one answer column, an additive item has several or a mask.

    `caps`: the most points the item may give, one per region; None = no cap there.
    """

    code: str
    answers: tuple[CodedAnswer, ...]
    caps: tuple[int | None, ...] = ()

    def cap(self, region: int) -> int | None:
        """The cap in a region (counted from 0)."""
        return self.caps[region] if self.caps else None

    def best(self, region: int) -> int:
        """The highest points the item can give in a region."""
        total = sum(max(answer.by_code(region)) for answer in self.answers)
        cap = self.cap(region)
        return total if cap is None else min(total, cap)


@dataclass(frozen=True, slots=True)
class CodedIndicator:
    """One 0/1 indicator column (1 = deprived) and its points."""

    column: str
    points: int


@dataclass(frozen=True, slots=True)
class CodedRule:
    """One line of the class rule: the first whose condition is true decides."""

    when: Node
    klass: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CodedPlan:
    """A standard and its point table, coded.

    `items` are summed to the income score; `income_column`, instead of items, names a column of totals already
    known. The same holds for `indicators` and `deprivation_column`. `income_field` and `deprivation_field` are the
    names by which the rules read the two. `parameters[area]` holds the parameters of the rules.
    Raises ValueError when the parts do not fit.
    """

    regions: tuple[CodedRegion, ...]
    rules: tuple[CodedRule, ...]
    parameters: Mapping[Area, Mapping[str, int]]
    items: tuple[CodedItem, ...] = ()
    indicators: tuple[CodedIndicator, ...] = ()
    income_column: str | None = None
    deprivation_column: str | None = None
    region_column: str = "region"
    income_field: str = "income_score"
    deprivation_field: str = "deprivation_score"

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise ValueError("; ".join(problems))

    @property
    def answers(self) -> tuple[CodedAnswer, ...]:
        """Every answer column, in the order of the items."""
        return tuple(answer for item in self.items for answer in item.answers)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the kernels read."""
        given = (self.income_column, self.deprivation_column)
        return (
            self.region_column,
            *(answer.column for answer in self.answers),
            *(indicator.column for indicator in self.indicators),
            *(column for column in given if column is not None),
        )

    @property
    def best_income(self) -> int:
        """The highest income score any answers can give."""
        return max(sum(item.best(region) for item in self.items) for region in range(len(self.regions)))

    @property
    def best_deprivation(self) -> int:
        """The deprivation score of a household deprived in everything."""
        return sum(indicator.points for indicator in self.indicators)


class _Dtype(Protocol):
    def is_integer(self) -> bool: ...


def refuse_misfits(schema: Mapping[str, _Dtype], plan: CodedPlan) -> None:
    """Raise ValueError when a table (its column types, of Polars or Narwhals) lacks a column or holds no integers."""
    absent = [name for name in plan.columns if name not in schema]
    if absent:
        raise ValueError(f"columns absent: {', '.join(absent)}")
    others = [name for name in plan.columns if not schema[name].is_integer()]
    if others:
        raise ValueError(f"columns that hold no integers: {', '.join(others)}")


def _problems(plan: CodedPlan) -> Iterator[str]:
    if not plan.regions or not plan.rules:
        yield "a plan needs regions and rules"
    if bool(plan.items) == (plan.income_column is not None):
        yield "give either items or income_column"
    if bool(plan.indicators) == (plan.deprivation_column is not None):
        yield "give either indicators or deprivation_column"
    columns = plan.columns
    yield from (f"column '{name}' is used twice" for name in sorted({c for c in columns if columns.count(c) > 1}))
    yield from (f"indicator '{one.column}' has negative points" for one in plan.indicators if one.points < 0)
    for item in plan.items:
        yield from _item_problems(item, len(plan.regions))
    for name in sorted(set().union(*(params(rule.when) for rule in plan.rules))):
        for area in sorted({region.area for region in plan.regions}):
            if name not in plan.parameters.get(area, {}):
                yield f"parameter '{name}' is missing for {area} areas"


def _item_problems(item: CodedItem, regions: int) -> Iterator[str]:
    combinations = regions + 1
    for answer in item.answers:
        widths = {len(points) for points in answer.points}
        if len(answer.points) != regions or len(widths) != 1 or widths == {0}:
            yield f"column '{answer.column}' needs points for every region and answer"
            continue
        if min(min(points) for points in answer.points) < 0:
            yield f"column '{answer.column}' has negative points"
        combinations *= answer.width + 1
    if not item.answers:
        yield f"item '{item.code}' has no answer column"
    if item.caps and (len(item.caps) != regions or min(cap or 0 for cap in item.caps) < 0):
        yield f"item '{item.code}' needs one cap per region, none negative"
    if item.caps and combinations > LARGEST_TABLE:
        yield f"item '{item.code}' has too many combinations of answers under one cap: code its parts as a mask"
