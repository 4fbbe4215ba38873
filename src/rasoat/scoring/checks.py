"""Checks before a class is given, standard by standard."""

from collections.abc import Iterator

import polars as pl

from rasoat.law.standard import AREAS
from rasoat.scoring.check import Check
from rasoat.scoring.deprivation_checks import deprivation_checks
from rasoat.scoring.routes import Route
from rasoat.scoring.table_checks import item_checks, table_checks


def common_checks() -> Iterator[Check]:
    """What every household needs, whatever the standard."""
    yield Check("household-id-missing", "household_id", pl.col("household_id").is_null())
    yield Check(
        "household-id-twice",
        "household_id",
        pl.col("household_id").is_duplicated() & pl.col("household_id").is_not_null(),
    )
    yield Check("area-unknown", "area", ~pl.col("area").is_in(AREAS).fill_null(value=False))


def route_checks(route: Route) -> Iterator[Check]:
    """What one standard needs, over a table made ready by `prepare`."""
    if route.method is None:
        return
    income = route.income_score or route.income_vnd
    if income is not None:
        if not route.items:
            yield Check("value-missing", income, pl.col(income).is_null())
        yield Check("value-negative", income, pl.col(income) < 0)
    yield from deprivation_checks(route)
    if route.pack.point_table is not None and route.method == "points":
        yield from table_checks(route, route.pack.point_table)
        if route.items:
            yield from item_checks(route, route.pack.point_table)
