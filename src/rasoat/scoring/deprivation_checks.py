"""Checks of the deprivations: ticks, a typed score and a typed number must be there, possible, and agree."""

from collections.abc import Iterator

import polars as pl

from rasoat.scoring.check import Check
from rasoat.scoring.deprivation import open_number, open_points, ticked, ticked_points
from rasoat.scoring.routes import Route
from rasoat.scoring.weights import most_points, points_each


def deprivation_checks(route: Route) -> Iterator[Check]:
    """All of them; none for a standard without indicators."""
    if not route.pack.standard.indicators:
        return
    typed = [name for name in (route.deprivation_score, route.deprived_count) if name is not None]
    known_without = pl.any_horizontal([pl.col(name).is_not_null() for name in typed]) if typed else pl.lit(value=False)
    for tick in route.ticks:
        yield Check("value-missing", tick, pl.col(tick).is_null() & ~known_without)
    if not route.ticks:
        yield Check("value-missing", typed[0], ~known_without)
    for name in typed:
        yield Check("value-negative", name, pl.col(name) < 0)
    if route.deprivation_score is not None:
        yield from _score_checks(route, route.deprivation_score)
    if route.deprived_count is not None:
        yield from _count_checks(route, route.deprived_count)


def _score_checks(route: Route, column: str) -> Iterator[Check]:
    """A score typed beside ticks that are not all there must still be possible with them."""
    standard, score = route.pack.standard, pl.col(column)
    each, most = points_each(standard), most_points(standard)
    if each:
        yield Check("score-not-multiple", column, score % each != 0, {"points": each})
    if most is None:
        return
    yield Check("count-too-high", column, score > most, {"known": len(standard.indicators)})
    if route.known_ticks:
        least = ticked_points(route, route.known_ticks, ignore_nulls=True)
        differs = (score < least) | (score > least + open_points(route))
        yield Check("score-ticks-differ", column, differs, {"computed": least})
    if each is not None and route.deprived_count is not None:
        fitting = pl.col(route.deprived_count) * each
        yield Check("score-count-differ", column, score != fitting, {"computed": fitting})


def _count_checks(route: Route, column: str) -> Iterator[Check]:
    indicators, count = len(route.pack.standard.indicators), pl.col(column)
    yield Check("count-too-high", column, count > indicators, {"known": indicators})
    if route.known_ticks:
        least = ticked(route.known_ticks, ignore_nulls=True)
        differs = (count < least) | (count > least + open_number(route))
        yield Check("count-ticks-differ", column, differs, {"computed": least})
