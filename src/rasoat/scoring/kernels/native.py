"""The native kernel: Polars, for one machine. Points are gathered from small arrays; rows are never looped over."""

from collections.abc import Sequence
from operator import add
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
    region = _code(plan.region_column, len(plan.regions), pl.UInt32)
    indexed = frame.with_columns(region.alias(_REGION))
    gathered = indexed.with_columns(_gather(table).alias(f"{_POINTS}{i}") for i, table in enumerate(tables))
    scored = gathered.with_columns(_income(plan, len(tables)), _deprivation(plan))
    ruled = scored.with_columns(deciding_rule(plan, pl).alias(RULE))
    return ruled.drop(_REGION, *(f"{_POINTS}{i}" for i in range(len(tables))))


def _code(column: str, largest: int, dtype: pl.DataType | type[pl.DataType]) -> pl.Expr:
    """The code, or 0 for null and for whatever is not a code."""
    code = pl.col(column).cast(_smallest(largest), strict=False)
    return pl.when(code <= largest).then(code).otherwise(0).cast(dtype)


def _smallest(largest: int) -> type[pl.DataType]:
    if largest < 2**8:
        return pl.UInt8
    return pl.UInt16 if largest < 2**16 else pl.UInt32


def _gather(table: GatheredTable) -> pl.Expr:
    dtype = _smallest(len(table.values))
    terms = [pl.col(_REGION).cast(dtype) * pl.lit(table.size, dtype)]
    for answer, stride in zip(table.answers, table.strides, strict=True):
        code = _code(answer.column, answer.width, dtype)
        terms.append(code if stride == 1 else code * pl.lit(stride, dtype))
    values = pl.Series(table.values, dtype=_smallest(max(table.values)))
    return pl.lit(values).gather(_sum(terms))


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
    missing = plan.best_deprivation + 1
    dtype = _smallest(missing * len(plan.indicators))
    flags = []
    for indicator in plan.indicators:
        flag = pl.col(indicator.column).cast(pl.UInt8, strict=False)
        points = flag.cast(dtype) * pl.lit(indicator.points, dtype)
        flags.append(pl.when(flag <= 1).then(points).otherwise(pl.lit(missing, dtype)))
    return _known(_sum(flags), missing).alias(plan.deprivation_field)


def _known(total: pl.Expr, missing: int) -> pl.Expr:
    return pl.when(total < missing).then(total)


def _given(column: str) -> pl.Expr:
    return pl.when(pl.col(column) >= 0).then(pl.col(column))
