"""The deprivations of whole tables: points and number, from ticks, a typed score or a typed number."""

from collections.abc import Iterator, Sequence

import polars as pl

from rasoat.scoring.routes import Route
from rasoat.scoring.weights import most_points, points_each


def score(route: Route) -> pl.Expr:
    """Deprivation points, as far as the input and the standard give them."""
    standard = route.pack.standard
    if not standard.indicators:
        return pl.lit(0 if route.method == "points" else None, pl.Int64)
    each = points_each(standard)
    found = [*_given(route.deprivation_score), *([ticked_points(route, route.ticks)] if route.ticks else [])]
    if each is not None:
        found += [count * each for count in _given(route.deprived_count)]
    return pl.coalesce(*found, pl.lit(None, pl.Int64))


def number(route: Route) -> pl.Expr:
    """How many indicators a household is deprived in."""
    standard = route.pack.standard
    if not standard.indicators:
        return pl.lit(0, pl.Int64)
    each = points_each(standard)
    found = [*_given(route.deprived_count), *([ticked(route.ticks)] if route.ticks else [])]
    if each:
        found += [value // each for value in _given(route.deprivation_score)]
    return pl.coalesce(*found, pl.lit(None, pl.Int64))


def ticked(columns: Sequence[str], *, ignore_nulls: bool = False) -> pl.Expr:
    """The number of ticks; null when one is missing, unless ignored."""
    return pl.sum_horizontal(columns, ignore_nulls=ignore_nulls).cast(pl.Int64)


def ticked_points(route: Route, columns: Sequence[str], *, ignore_nulls: bool = False) -> pl.Expr:
    """The points of the ticks (`columns` among those of the route); null when one is missing, unless ignored."""
    each = points_each(route.pack.standard)
    if each is not None:
        return ticked(columns, ignore_nulls=ignore_nulls) * each
    terms = [pl.col(column).cast(pl.Int64) * value for column, value in _weighed(route) if column in columns]
    return pl.sum_horizontal(terms, ignore_nulls=ignore_nulls)


def open_points(route: Route) -> pl.Expr:
    """The points of all indicators whose tick is missing: what a typed score may lie above the ticks."""
    whole = most_points(route.pack.standard) or 0
    answered = [pl.col(name).is_not_null().cast(pl.Int64) * value for name, value in _weighed(route)]
    return whole - pl.sum_horizontal(answered)


def open_number(route: Route) -> pl.Expr:
    """The number of indicators whose tick is missing."""
    answered = [pl.col(name).is_not_null().cast(pl.Int64) for name in route.known_ticks]
    return len(route.pack.standard.indicators) - pl.sum_horizontal(answered)


def _weighed(route: Route) -> Iterator[tuple[str, int]]:
    points = {indicator.code: indicator.points.value or 0 for indicator in route.pack.standard.indicators}
    for column in route.known_ticks:
        yield column, points[column.partition("@")[0]]


def _given(column: str | None) -> list[pl.Expr]:
    return [] if column is None else [pl.col(column)]
