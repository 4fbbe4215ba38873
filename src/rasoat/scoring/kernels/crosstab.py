"""Counts of households by unit and class, from tables of any size, in bounded memory."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from rasoat.scoring.kernels.coded import CodedPlan
from rasoat.scoring.kernels.native import ruled_by_native
from rasoat.scoring.kernels.rules import RULE

INCOMPLETE: Final = "incomplete"
"""Column that counts the households without a class."""
COUNT: Final = "__households"
"""Column of counts of the portable kernel, before `counts_by_class`."""


def crosstab_parquet(path: Path | str, plan: CodedPlan, by: Sequence[str] = ("unit_code",)) -> pl.DataFrame:
    """As `crosstab`, streamed over the row groups of a Parquet file (or a directory, or a glob of files)."""
    return crosstab(pl.scan_parquet(path), plan, by)


def crosstab(frame: pl.LazyFrame, plan: CodedPlan, by: Sequence[str] = ("unit_code",)) -> pl.DataFrame:
    """One row per value of `by`, sorted; one count column per class of the plan and one of `incomplete` ones."""
    needed = frame.select(list(dict.fromkeys([*by, *plan.columns])))
    of_class = [
        pl.any_horizontal(pl.col(RULE) == place for place, rule in enumerate(plan.rules) if rule.klass == name)
        for name in _classes(plan)
    ]
    counts = [one.sum().cast(pl.Int64).alias(name) for one, name in zip(of_class, _classes(plan), strict=True)]
    grouped = ruled_by_native(needed, plan).group_by(by).agg(pl.len().cast(pl.Int64).alias(INCOMPLETE), *counts)
    classified = pl.sum_horizontal(_classes(plan))
    ordered = grouped.select(*by, *_classes(plan), pl.col(INCOMPLETE) - classified)
    return ordered.collect(engine="streaming").sort(by)


def counts_by_class(counts: pl.DataFrame, plan: CodedPlan, by: Sequence[str]) -> pl.DataFrame:
    """Counts by (`by`, number of the deciding rule), as the portable kernel gives them, in the shape of `crosstab`."""
    of_rule = pl.lit(pl.Series([rule.klass for rule in plan.rules]))
    klass = of_rule.gather(pl.col(RULE).cast(pl.UInt32)).fill_null(INCOMPLETE)
    columns = [
        pl.col(COUNT).filter(klass == name).sum().cast(pl.Int64).alias(name) for name in [*_classes(plan), INCOMPLETE]
    ]
    return counts.group_by(by).agg(columns).sort(by)


def _classes(plan: CodedPlan) -> list[str]:
    return list(dict.fromkeys(rule.klass for rule in plan.rules))
