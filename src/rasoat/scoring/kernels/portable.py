"""The portable kernel: Narwhals, for whatever engine holds the table (Polars, PyArrow, Spark, Sail, ...).

Engines without a gather get conditional sums: a 0/1 column per answer code first, then weighted sums. Most answers
give the same points in most regions: those are summed once, and each region adds what differs. Sums are balanced
trees. Equal to the native kernel value for value.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import add, and_
from typing import Any

import narwhals as nw

from rasoat.scoring.kernels.coded import CodedAnswer, CodedIndicator, CodedItem, CodedPlan, refuse_misfits
from rasoat.scoring.kernels.crosstab import COUNT
from rasoat.scoring.kernels.rules import RULE, deciding_rule
from rasoat.scoring.kernels.trees import balanced

_KNOWN_ITEMS, _KNOWN_INDICATORS = "__kernel_known_items", "__kernel_known_indicators"
_FLAG = "__kernel_flag_"


def classify_portable(frame: Any, plan: CodedPlan) -> Any:
    """The frame (of any library that Narwhals knows, eager or lazy) with both scores, `class` and `reason` added.

    Gives back the kind of frame it was given. An incomplete household has null in the score that cannot be told,
    and null in `class` and `reason`. Raises ValueError when a column is absent or holds no integers.
    """
    ruled = ruled_by_portable(nw.from_native(frame), plan)
    named = ruled.with_columns(
        nw.col(plan.income_field, plan.deprivation_field).cast(nw.Int64),
        _text_of_rule([rule.klass for rule in plan.rules]).alias("class"),
        _text_of_rule([rule.reason for rule in plan.rules]).alias("reason"),
    )
    return named.drop(RULE).to_native()


def counts_portable(frame: Any, plan: CodedPlan, by: Sequence[str] = ("unit_code",)) -> Any:
    """Households counted by `by` and number of the deciding rule, as a frame of the same library, not yet reshaped.

    Collect it, hand it to `crosstab.counts_by_class`.
    """
    needed = nw.from_native(frame).select(list(dict.fromkeys([*by, *plan.columns])))
    ruled = ruled_by_portable(needed, plan)
    return ruled.group_by(*by, RULE).agg(nw.len().alias(COUNT)).to_native()


def ruled_by_portable(frame: Any, plan: CodedPlan) -> Any:
    """The Narwhals frame with both scores and the number of the deciding rule."""
    schema = frame.collect_schema()
    refuse_misfits(schema, plan)
    flagged = frame.with_columns(*_conditions(plan), *_completeness(plan))
    scored = flagged.with_columns(_income(plan), _deprivation(plan))
    ruled = scored.with_columns(deciding_rule(plan, nw).alias(RULE))
    return ruled.select(*schema.names(), plan.income_field, plan.deprivation_field, RULE)


def _conditions(plan: CodedPlan) -> Iterator[nw.Expr]:
    """A 0/1 column for each answer that gives points somewhere."""
    for answer in plan.answers:
        for place in _paying(answer):
            holds = _part_holds(answer, place) if answer.mask else nw.col(answer.column) == place + 1
            yield nw.when(holds).then(_number(1)).otherwise(_number(0)).alias(_flag(answer, place))


def _paying(answer: CodedAnswer) -> list[int]:
    return [place for place in range(len(answer.points[0])) if any(points[place] for points in answer.points)]


def _part_holds(answer: CodedAnswer, place: int) -> Any:
    return ((nw.col(answer.column).cast(nw.Int32) - 1) // 2**place) % 2 == 1


def _flag(answer: CodedAnswer, place: int) -> str:
    return f"{_FLAG}{answer.column}_{place}"


def _completeness(plan: CodedPlan) -> Iterator[nw.Expr]:
    if plan.items:
        known = [_between(plan.region_column, 1, len(plan.regions))]
        known += [_between(answer.column, 1, answer.width) for answer in plan.answers]
        yield balanced(known, and_).alias(_KNOWN_ITEMS)
    if plan.indicators:
        known = [_between(indicator.column, 0, 1) for indicator in plan.indicators]
        yield balanced(known, and_).alias(_KNOWN_INDICATORS)


def _between(column: str, least: int, most: int) -> nw.Expr:
    return (nw.col(column) >= least) & (nw.col(column) <= most)


def _income(plan: CodedPlan) -> nw.Expr:
    if plan.income_column is not None:
        return _given(plan.income_column).alias(plan.income_field)
    regions = range(len(plan.regions))
    free = [answer for item in plan.items if not item.caps for answer in item.answers]
    common = [weighted for answer in free for weighted in _weighted(answer, _usual(answer))]
    of_regions = [_in_region(plan, region, _region_points(plan, free, region)) for region in regions]
    return nw.when(nw.col(_KNOWN_ITEMS)).then(_sum([*common, *of_regions])).alias(plan.income_field)


def _usual(answer: CodedAnswer) -> tuple[int, ...]:
    """The points most regions give, answer by answer."""
    return tuple(Counter(points).most_common(1)[0][0] for points in zip(*answer.points, strict=True))


def _region_points(plan: CodedPlan, free: Sequence[CodedAnswer], region: int) -> nw.Expr:
    """What a region gives beside the usual points: differences, and items under a cap as a whole."""
    parts = []
    for answer in free:
        pairs = zip(answer.points[region], _usual(answer), strict=True)
        parts += _weighted(answer, [points - usual for points, usual in pairs])
    return _sum([*parts, *(_capped(item, region) for item in plan.items if item.caps)])


def _in_region(plan: CodedPlan, region: int, total: nw.Expr) -> nw.Expr:
    return nw.when(nw.col(plan.region_column) == region + 1).then(total).otherwise(_number(0))


def _capped(item: CodedItem, region: int) -> nw.Expr:
    total = _sum([one for answer in item.answers for one in _weighted(answer, answer.points[region])])
    cap = item.cap(region)
    return total if cap is None else nw.when(total > cap).then(_number(cap)).otherwise(total)


def _weighted(answer: CodedAnswer, points: Sequence[int]) -> list[nw.Expr]:
    """The flags of the answer times its points; answers that give none are left out."""
    return [nw.col(_flag(answer, place)) * _number(value) for place, value in enumerate(points) if value]


def _sum(parts: Sequence[nw.Expr]) -> nw.Expr:
    return balanced(parts, add) if parts else _number(0)


def _deprivation(plan: CodedPlan) -> nw.Expr:
    if plan.deprivation_column is not None:
        return _given(plan.deprivation_column).alias(plan.deprivation_field)
    total = _sum([_indicator_points(indicator) for indicator in plan.indicators])
    return nw.when(nw.col(_KNOWN_INDICATORS)).then(total).alias(plan.deprivation_field)


def _indicator_points(indicator: CodedIndicator) -> nw.Expr:
    return nw.col(indicator.column).cast(nw.Int32) * _number(indicator.points)


def _given(column: str) -> nw.Expr:
    return nw.when(nw.col(column) >= 0).then(nw.col(column))


def _text_of_rule(texts: list[str]) -> nw.Expr:
    cases = [nw.when(nw.col(RULE) == place).then(nw.lit(text)) for place, text in enumerate(texts)]
    return nw.coalesce(*cases)


def _number(value: int) -> nw.Expr:
    return nw.lit(value, dtype=nw.Int32)
