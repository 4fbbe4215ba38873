"""Checks against the point table: region, answers, and a typed total beside them."""

import re
from collections.abc import Iterator

import polars as pl

from rasoat.law.point_table.model import Item, PointTable
from rasoat.law.point_table.totals import highest_total
from rasoat.scoring.check import Check
from rasoat.scoring.coding import REGION, coded_column
from rasoat.scoring.routes import Route

ITEM_SCORE = "__item_score"
OVERRIDE_REASON = "area_override_reason"
"""Column with the reason why a household keeps a form of another area than its own."""


def table_checks(route: Route, table: PointTable) -> Iterator[Check]:
    """What holds for typed totals too: the form's area is the household's, and the total is within reach."""
    differs = pl.col("region_code").replace_strict(dict(table.area_of), default=None, return_dtype=pl.String)
    differs = differs != pl.col("area")
    reason = pl.col(OVERRIDE_REASON)
    yield Check("region-area-differ", "region_code", differs & reason.is_null())
    yield Check("region-area-overridden", "region_code", differs & reason.is_not_null(), {"reason": reason})
    if route.income_score is not None:
        highest = _highest(table)
        yield Check("score-too-high", route.income_score, pl.col(route.income_score) > highest, {"known": highest})


def item_checks(route: Route, table: PointTable) -> Iterator[Check]:
    """Every answer that the household's form asks, unless the total was typed."""
    needs_items = pl.col(route.income_score).is_null() if route.income_score else pl.lit(value=True)
    known = ", ".join(table.areas)
    yield Check("region-unknown", "region_code", pl.col(REGION).is_null() & needs_items, {"known": known})
    for item in table.items:
        yield from _answer_checks(item, needs_items & pl.col(REGION).is_not_null())
    if route.income_score is not None:
        differs = pl.col(route.income_score) != pl.col(ITEM_SCORE)
        yield Check("score-answers-differ", route.income_score, differs, {"computed": pl.col(ITEM_SCORE)})


def _answer_checks(item: Item, needed: pl.Expr) -> Iterator[Check]:
    missing = pl.col(coded_column(item)).is_null() & needed
    columns = item.columns()
    if item.kind == "additive":
        for name in columns:
            yield Check("answer-missing", name, missing & pl.col(name).is_null(), {"known": "0, 1"})
        return
    if item.kind == "band":
        yield Check("answer-missing", columns[0], missing, {"known": item.unit})
        return
    codes = [answer.code for answer in item.answers]
    one = "|".join(map(re.escape, codes))
    double = pl.col(columns[0]).str.contains(rf"^\s*(?:{one})(?:\s*[;,+/|]\s*(?:{one}))+\s*$").fill_null(value=False)
    parts = {"known": ", ".join(codes)}
    yield Check("answer-double", columns[0], missing & double, parts)
    yield Check("answer-missing", columns[0], missing & ~double, parts)


def _highest(table: PointTable) -> pl.Expr:
    """The best total of the household's region; where the region is not said, of its area."""
    by_region = {code: highest_total(table, code) for code in table.areas}
    by_area: dict[str, int] = {}
    for code, total in by_region.items():
        by_area[table.area_of[code]] = max(total, by_area.get(table.area_of[code], 0))
    return pl.coalesce(
        pl.col("region_code").replace_strict(by_region, default=None, return_dtype=pl.Int64),
        pl.col("area").replace_strict(by_area, default=None, return_dtype=pl.Int64),
    )
