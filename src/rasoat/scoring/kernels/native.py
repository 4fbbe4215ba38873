"""The native kernel: Polars, for one machine. Points are gathered from small arrays; rows are never looped over."""

from collections.abc import Sequence
from operator import add, and_, or_
from typing import overload

import polars as pl

from rasoat.scoring.kernels.coded import CodedPlan, refuse_misfits
from rasoat.scoring.kernels.gathered import GatheredTable, gathered_tables, missing_mark
from rasoat.scoring.kernels.rules import RULE, deciding_rule
from rasoat.scoring.kernels.trees import balanced

_REGION, _POINTS = "__kernel_region", "__kernel_points_"


@overload
def classify_coded(frame: pl.DataFrame, plan: CodedPlan) -> pl.DataFrame: ...
@overload
def classify_coded(frame: pl.LazyFrame, plan: CodedPlan) -> pl.LazyFrame: ...
def classify_coded(frame: pl.DataFrame | pl.LazyFrame, plan: CodedPlan) -> pl.DataFrame | pl.LazyFrame:
    """The frame with both scores, `class` and `reason` added; lazy in, lazy out.

    The score columns bear the plan's names (`income_score`, `deprivation_score`; points, Int64). An incomplete
    household has null in the score that cannot be told, and null in `class` and `reason`. Raises ValueError when a
    column is absent or holds no integers.
    """
    number = pl.col(RULE)
    classes = pl.Series([rule.klass for rule in plan.rules])
    reasons = pl.Series([rule.reason for rule in plan.rules])
    scores = pl.col(plan.income_field, plan.deprivation_field).cast(pl.Int64)
    ruled = ruled_by_native(frame.lazy(), plan).with_columns(
        scores, pl.lit(classes).gather(number).alias("class"), pl.lit(reasons).gather(number).alias("reason")
    )
    result = ruled.drop(RULE)
    return result.collect() if isinstance(frame, pl.DataFrame) else result


def ruled_by_native(frame: pl.LazyFrame, plan: CodedPlan) -> pl.LazyFrame:
    """The frame with both scores (small unsigned integers) and the number of the deciding rule."""
    refuse_misfits(frame.collect_schema(), plan)
    tables = gathered_tables(plan)
    region = _code(plan.region_column, len(plan.regions))
    known = pl.when(region <= len(plan.regions)).then(region).otherwise(pl.lit(0, _smallest(len(plan.regions))))
    indexed = frame.with_columns(known.alias(_REGION))
    gathered = indexed.with_columns(_gather(table).alias(f"{_POINTS}{i}") for i, table in enumerate(tables))
    scored = gathered.with_columns(_income(plan, len(tables)), _deprivation(plan))
    ruled = scored.with_columns(deciding_rule(plan, pl).alias(RULE))
    return ruled.drop(_REGION, *(f"{_POINTS}{i}" for i in range(len(tables))))


def _code(column: str, largest: int) -> pl.Expr:
    """The code in the smallest unsigned type; null for what that type cannot hold."""
    return pl.col(column).cast(_smallest(largest), strict=False)


def _smallest(largest: int) -> type[pl.DataType]:
    if largest < 2**8:
        return pl.UInt8
    return pl.UInt16 if largest < 2**16 else pl.UInt32


def _gather(table: GatheredTable) -> pl.Expr:
    """Points of all columns of the table; index 0 (the mark of a missing answer) where any code is not one."""
    dtype = _smallest(len(table.values))
    terms = [pl.col(_REGION).cast(dtype) * pl.lit(table.size, dtype)]
    valid = []
    for answer, stride in zip(table.answers, table.strides, strict=True):
        code = _code(answer.column, answer.width)
        valid.append(code <= answer.width)
        terms.append(code.cast(dtype) * pl.lit(stride, dtype))
    index = pl.when(balanced(valid, and_)).then(_sum(terms)).otherwise(pl.lit(0, dtype))
    values = pl.Series(table.values, dtype=_smallest(max(table.values)))
    return pl.lit(values).gather(index)


def _sum(terms: Sequence[pl.Expr]) -> pl.Expr:
    return balanced(terms, add)


def _income(plan: CodedPlan, tables: int) -> pl.Expr:
    if plan.income_column is not None:
        return _given(plan.income_column).alias(plan.income_field)
    missing = missing_mark(plan)
    dtype = _smallest(missing * tables)
    return _known(_sum([pl.col(f"{_POINTS}{i}").cast(dtype) for i in range(tables)]), missing).alias(plan.income_field)


def _deprivation(plan: CodedPlan) -> pl.Expr:
    if plan.deprivation_column is not None:
        return _given(plan.deprivation_column).alias(plan.deprivation_field)
    dtype = _smallest(plan.best_deprivation)
    flags = [pl.col(indicator.column).cast(pl.UInt8, strict=False) for indicator in plan.indicators]
    of_points: dict[int, list[pl.Expr]] = {}
    for flag, indicator in zip(flags, plan.indicators, strict=True):
        of_points.setdefault(indicator.points, []).append(flag)
    totals = [_sum(same).cast(dtype) * pl.lit(points, dtype) for points, same in of_points.items()]
    return pl.when(balanced(flags, or_) <= 1).then(_sum(totals)).alias(plan.deprivation_field)


def _known(total: pl.Expr, missing: int) -> pl.Expr:
    return pl.when(total < missing).then(total)


def _given(column: str) -> pl.Expr:
    return pl.when(pl.col(column) >= 0).then(pl.col(column))
