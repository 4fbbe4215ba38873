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


def crosstab_parquet(path: Path | str, plan: CodedPlan, by: Sequence[str] = ("unit_code",)) -> pl.DataFrame:
    """As `crosstab`, streamed over the row groups of a Parquet file (or a directory, or a glob of files)."""
    return crosstab(pl.scan_parquet(path), plan, by)


def crosstab(frame: pl.LazyFrame, plan: CodedPlan, by: Sequence[str] = ("unit_code",)) -> pl.DataFrame:
    """One row per value of `by`, sorted; one count column per class of the plan and one of `incomplete` ones."""
    needed = frame.select(list(dict.fromkeys([*by, *plan.columns])))
    counts = ruled_by_native(needed, plan).group_by(*by, RULE).agg(pl.len().alias(COUNT))
    return counts_by_class(counts.collect(engine="streaming"), plan, by)


def counts_by_class(counts: pl.DataFrame, plan: CodedPlan, by: Sequence[str]) -> pl.DataFrame:
    """Counts by (`by`, rule number) as one row per `by`. Pure reshaping of a small table: both kernels end here."""
    classes = [*dict.fromkeys(rule.klass for rule in plan.rules), INCOMPLETE]
    of_rule = [rule.klass for rule in plan.rules]
    klass = pl.lit(pl.Series(of_rule)).gather(pl.col(RULE).cast(pl.UInt32)).fill_null(INCOMPLETE)
    columns = [pl.col(COUNT).filter(klass == name).sum().cast(pl.Int64).alias(name) for name in classes]
    return counts.group_by(by).agg(columns).sort(by)
