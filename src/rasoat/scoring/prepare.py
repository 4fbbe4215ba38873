"""Make a typed table ready for one standard: regions, coded answers, and the two figures that the rules read."""

import polars as pl

from rasoat.law.point_table.model import PointTable
from rasoat.scoring import deprivation
from rasoat.scoring.coding import DEPRIVATION, INCOME, REGION, code_answers, items_plan
from rasoat.scoring.input_columns import item_columns
from rasoat.scoring.kernels.native import classify_coded
from rasoat.scoring.routes import Route
from rasoat.scoring.table_checks import ITEM_SCORE, OVERRIDE_REASON

DEPRIVATION_SCORE = "__deprivation_score"


def prepare(typed: pl.DataFrame, route: Route, rural_region: str = "") -> pl.DataFrame:
    """Add the coded region, `__income`, `__deprivation` and `__deprivation_score` that kernel and checks read.

    An answer column that the table of the input lacks is added without answers: missing is told row by row, where
    the household's form asks it.
    """
    if route.method is None:
        return typed
    frame = typed
    table = route.pack.point_table if route.method == "points" else None
    if table is not None:
        frame = _with_regions(_with_all_columns(frame, table), table, rural_region)
    if route.items and table is not None:
        frame = frame.with_columns(code_answers(table))
        scored = classify_coded(frame.with_columns(pl.lit(0).alias(DEPRIVATION)), items_plan(route.pack))
        frame = frame.with_columns(scored["income_score"].alias(ITEM_SCORE))
    read = deprivation.score(route) if route.method == "points" else deprivation.number(route)
    return frame.with_columns(
        _income(route), read.alias(DEPRIVATION), deprivation.score(route).alias(DEPRIVATION_SCORE)
    )


def _with_all_columns(frame: pl.DataFrame, table: PointTable) -> pl.DataFrame:
    known: dict[str, pl.DataType] = {OVERRIDE_REASON: pl.String(), "region_code": pl.String()}
    known |= {column.name: column.dtype for column in item_columns(table)}
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in known.items() if name not in frame.columns]
    return frame.with_columns(absent)


def _with_regions(frame: pl.DataFrame, table: PointTable, rural_region: str) -> pl.DataFrame:
    urban = [area for area in table.areas if table.area_of[area] == "urban"]
    rural = [area for area in table.areas if table.area_of[area] == "rural"]
    defaults = {
        "urban": urban[0] if len(urban) == 1 else None,
        "rural": rural_region or (rural[0] if len(rural) == 1 else None),
    }
    by_area = pl.col("area").replace_strict(defaults, default=None, return_dtype=pl.String)
    codes = {area: place for place, area in enumerate(table.areas, start=1)}
    return frame.with_columns(pl.coalesce("region_code", by_area).alias("region_code")).with_columns(
        pl.col("region_code").replace_strict(codes, default=None, return_dtype=pl.Int32).alias(REGION)
    )


def _income(route: Route) -> pl.Expr:
    if route.method == "income":
        return pl.col(route.income_vnd or "").alias(INCOME)
    known = [pl.col(route.income_score)] if route.income_score else []
    return pl.coalesce(*known, *([pl.col(ITEM_SCORE)] if route.items else [])).alias(INCOME)
