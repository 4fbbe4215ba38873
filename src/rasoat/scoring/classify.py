"""Classify a whole table of households under one or several law packs."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, errors
from rasoat.law.pack import Pack
from rasoat.law.standard import AREAS
from rasoat.scoring.checks import ITEM_SCORE, common_checks, find_faults, route_checks
from rasoat.scoring.coding import DEPRIVATION, INCOME, REGION, code_answers, items_plan, totals_plan
from rasoat.scoring.faults import refuse
from rasoat.scoring.input_columns import type_inputs
from rasoat.scoring.kernels.native import classify_coded
from rasoat.scoring.routes import Route, routes
from rasoat.survey.fault_list import TableSource

RESULT_COLUMNS = (
    "household_id",
    "standard_id",
    "income_score",
    "deprivation_score",
    "class",
    "reason",
    "status",
    "pack",
)
"""Columns of the result; `notice` follows when an output must bear a watermark."""


RETOLD = {"value-missing", "area-unknown", "answer-missing", "household-id-missing", "household-id-twice"}
"""What a check finds again where a reader has already named the cell."""


@dataclass(frozen=True, slots=True)
class Classification:
    """`table`: one row a household and standard, in input order. `faults`: warnings, and errors under `partial`.

    `blocked` maps a standard that could not classify to the reason (Vietnamese).
    """

    table: pl.DataFrame
    packs: tuple[Pack, ...]
    faults: tuple[Fault, ...]
    blocked: dict[str, str]


def classify_table(
    frame: pl.DataFrame,
    packs: Sequence[Pack],
    *,
    source: TableSource | None = None,
    known_faults: Sequence[Fault] = (),
    partial: bool = False,
    rural_region: str = "",
) -> Classification:
    """Classify every household of `frame` under every pack.

    Needs `household_id`, `area` and what each standard reads (see `routes`). `known_faults`: what the reader of the
    file already found. Any error refuses the whole table with `FaultsFoundError`; with `partial` the faulty
    households get status `incomplete` and no class.
    """
    source = source or TableSource()
    for name in ("household_id", "area"):
        if name not in frame.columns:
            raise refuse("column-missing", source.place({}, name), known=name)
    chosen, table_faults = routes(packs, frame.columns)
    if table_faults:
        raise FaultsFoundError(table_faults)
    typed, faults = type_inputs(frame, packs, source)
    faults = [*known_faults, *faults]
    misread = {(fault.place.row, fault.place.household_id, fault.place.column) for fault in faults}
    shared_bad, shared_faults = find_faults(typed, list(common_checks()), source)
    faults += shared_faults
    results = []
    for route in chosen:
        prepared = prepare(typed, route, rural_region)
        bad, found = find_faults(prepared, list(route_checks(route)), source)
        faults += found
        results.append(_classified(prepared, route, bad | shared_bad))
    faults = [fault for fault in dict.fromkeys(faults) if not _already_told(fault, misread)]
    if errors(faults) and not partial:
        raise FaultsFoundError(faults)
    table = pl.concat(results).with_columns(_places(frame.height, len(results)))
    blocked = {route.standard_id: route.why for route in chosen if route.method is None}
    return Classification(table.sort("_", maintain_order=True).drop("_"), tuple(packs), tuple(faults), blocked)


def prepare(typed: pl.DataFrame, route: Route, rural_region: str = "") -> pl.DataFrame:
    """Add the coded region, `__income` and `__deprivation` that the kernel and the checks read."""
    if route.method is None:
        return typed
    frame = typed
    if route.items:
        frame = _with_regions(frame, route, rural_region)
        assert route.pack.point_table is not None
        frame = frame.with_columns(code_answers(route.pack.point_table))
        scored = classify_coded(frame.with_columns(pl.lit(0).alias(DEPRIVATION)), items_plan(route.pack))
        frame = frame.with_columns(scored["income_score"].alias(ITEM_SCORE))
    return frame.with_columns(_income(route), _deprivation(route))


def _with_regions(frame: pl.DataFrame, route: Route, rural_region: str) -> pl.DataFrame:
    table = route.pack.point_table
    assert table is not None
    urban = [area for area in table.areas if table.area_of[area] == "urban"]
    rural = [area for area in table.areas if table.area_of[area] == "rural"]
    defaults = {
        "urban": urban[0] if len(urban) == 1 else None,
        "rural": rural_region or (rural[0] if len(rural) == 1 else None),
    }
    given = pl.col("region_code") if "region_code" in frame.columns else pl.lit(None, pl.String)
    by_area = pl.col("area").replace_strict(defaults, default=None, return_dtype=pl.String)
    codes = {area: place for place, area in enumerate(table.areas, start=1)}
    return frame.with_columns(pl.coalesce(given, by_area).alias("region_code")).with_columns(
        pl.col("region_code").replace_strict(codes, default=None, return_dtype=pl.Int32).alias(REGION)
    )


def _income(route: Route) -> pl.Expr:
    if route.method == "income":
        return pl.col(route.income_vnd or "").alias(INCOME)
    known = [pl.col(route.income_score)] if route.income_score else []
    return pl.coalesce(*known, *([pl.col(ITEM_SCORE)] if route.items else [])).alias(INCOME)


def _deprivation(route: Route) -> pl.Expr:
    """Points for the method of points, the number of deprivations for the method of income."""
    standard = route.pack.standard
    if not standard.indicators:
        return pl.lit(0, pl.Int64).alias(DEPRIVATION)
    points = standard.indicators[0].points.value
    score = pl.col(route.deprivation_score) if route.deprivation_score else pl.lit(None, pl.Int64)
    count = pl.col(route.deprived_count) if route.deprived_count else pl.lit(None, pl.Int64)
    ticked = (
        pl.sum_horizontal(route.ticks, ignore_nulls=False).cast(pl.Int64) if route.ticks else pl.lit(None, pl.Int64)
    )
    if route.method == "points":
        return pl.coalesce(score, ticked * points, count * points).alias(DEPRIVATION)
    from_score = score // points if points else pl.lit(None, pl.Int64)
    return pl.coalesce(count, ticked, from_score).alias(DEPRIVATION)


def _classified(prepared: pl.DataFrame, route: Route, bad: pl.Series) -> pl.DataFrame:
    pack_hash, watermark = route.pack.hash, route.pack.watermark
    nothing = pl.lit(None, pl.String)
    if route.method is None:
        decided = prepared.with_columns(
            nothing.alias("class"), nothing.alias("reason"), pl.lit(None, pl.Int64).alias("income_score"),
            pl.lit(None, pl.Int64).alias("deprivation_score"), pl.lit("blocked").alias("status"),
        )  # fmt: skip
    else:
        decided = _decided(prepared, route, bad)
    return decided.select(
        "household_id",
        pl.lit(route.standard_id).alias("standard_id"),
        *RESULT_COLUMNS[2:7],
        pl.lit(pack_hash).alias("pack"),
        pl.lit(watermark).alias("notice"),
    )


def _decided(prepared: pl.DataFrame, route: Route, bad: pl.Series) -> pl.DataFrame:
    assert route.method is not None
    codes = {area: place for place, area in enumerate(AREAS, start=1)}
    region = pl.col("area").replace_strict(codes, default=None, return_dtype=pl.Int32).alias(REGION)
    totals = prepared.select("household_id", region, INCOME, DEPRIVATION)
    plan = totals_plan(route.pack, route.method)
    ruled = classify_coded(totals, plan).with_columns(bad.alias("__bad"))
    usable = ~pl.col("__bad") & pl.col("class").is_not_null()
    done = "simulated" if route.simulated else "classified"
    return ruled.select(
        "household_id",
        *_scores(route, usable),
        pl.when(usable).then(pl.col("class")).alias("class"),
        pl.when(usable).then(pl.col("reason")).alias("reason"),
        pl.when(usable).then(pl.lit(done)).otherwise(pl.lit("incomplete")).alias("status"),
    )


def _scores(route: Route, usable: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Both scores in points, as far as the method and the standard give them."""
    standard = route.pack.standard
    none = pl.lit(None, pl.Int64)
    points = standard.indicators[0].points.value if standard.indicators else None
    income = pl.col(INCOME) if route.method == "points" else none
    deprivation = pl.col(DEPRIVATION) if route.method == "points" else pl.col(DEPRIVATION) * points if points else none
    return (
        pl.when(usable).then(income).otherwise(none).alias("income_score"),
        pl.when(usable).then(deprivation).otherwise(none).alias("deprivation_score"),
    )


def _places(height: int, times: int) -> pl.Series:
    """Row numbers 0..height-1, repeated block after block, to bring the standards of a household together."""
    one = pl.int_range(height, eager=True)
    return pl.concat([one] * times).alias("_")


def _already_told(fault: Fault, misread: set[tuple[int | None, str, str]]) -> bool:
    """A cell that could not be read is null afterwards; the missing value is not told a second time."""
    missing = fault.rule in RETOLD
    return missing and (fault.place.row, fault.place.household_id, fault.place.column) in misread
