"""Classify a whole table of households under one or several law packs."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, errors
from rasoat.law.pack import Pack
from rasoat.law.standard import AREAS
from rasoat.scoring.check import find_faults
from rasoat.scoring.checks import common_checks, route_checks
from rasoat.scoring.coding import DEPRIVATION, INCOME, REGION, totals_plan
from rasoat.scoring.faults import refuse
from rasoat.scoring.input_columns import type_inputs
from rasoat.scoring.kernels.native import classify_coded
from rasoat.scoring.misread import misread_rows
from rasoat.scoring.prepare import DEPRIVATION_SCORE, prepare
from rasoat.scoring.routes import Route, routes
from rasoat.survey.fault_list import TableSource
from rasoat.survey.notices import joined_notices

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
"""Columns of the result; `notice` follows when an output must bear a watermark: the pack's, and those of its input."""


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
    typed, unread = type_inputs(frame, packs, source)
    told = [*known_faults, *unread]
    shared_bad, found = find_faults(typed, list(common_checks()), source)
    shared_bad = shared_bad | misread_rows(typed, told)
    results = []
    for route in chosen:
        prepared = prepare(typed, route, rural_region)
        bad, more = find_faults(prepared, list(route_checks(route)), source)
        found += more
        results.append(_classified(prepared, route, bad | shared_bad))
    cells = {_cell(fault) for fault in told}
    found = [fault for fault in found if fault.rule not in RETOLD or _cell(fault) not in cells]
    faults = list(dict.fromkeys([*told, *found]))
    if errors(faults) and not partial:
        raise FaultsFoundError(faults)
    table = pl.concat(results).with_columns(_places(frame.height, len(results)))
    blocked = {route.standard_id: route.why for route in chosen if route.method is None}
    return Classification(table.sort("_", maintain_order=True).drop("_"), tuple(packs), tuple(faults), blocked)


def _classified(prepared: pl.DataFrame, route: Route, bad: pl.Series) -> pl.DataFrame:
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
        pl.lit(route.pack.hash).alias("pack"),
        joined_notices(prepared, route.pack.watermark),
    )


def _decided(prepared: pl.DataFrame, route: Route, bad: pl.Series) -> pl.DataFrame:
    assert route.method is not None
    codes = {area: place for place, area in enumerate(AREAS, start=1)}
    region = pl.col("area").replace_strict(codes, default=None, return_dtype=pl.Int32).alias(REGION)
    totals = prepared.select("household_id", region, INCOME, DEPRIVATION, DEPRIVATION_SCORE)
    plan = totals_plan(route.pack, route.method)
    ruled = classify_coded(totals, plan).with_columns(bad.alias("__bad"))
    usable = ~pl.col("__bad") & pl.col("class").is_not_null()
    income = pl.col(INCOME) if route.method == "points" else pl.lit(None, pl.Int64)
    done = "simulated" if route.simulated else "classified"
    return ruled.select(
        "household_id",
        pl.when(usable).then(income).alias("income_score"),
        pl.when(usable).then(pl.col(DEPRIVATION_SCORE)).alias("deprivation_score"),
        pl.when(usable).then(pl.col("class")).alias("class"),
        pl.when(usable).then(pl.col("reason")).alias("reason"),
        pl.when(usable).then(pl.lit(done)).otherwise(pl.lit("incomplete")).alias("status"),
    )


def _places(height: int, times: int) -> pl.Series:
    """Row numbers 0..height-1, repeated block after block, to bring the standards of a household together."""
    one = pl.int_range(height, eager=True)
    return pl.concat([one] * times).alias("_")


def _cell(fault: Fault) -> tuple[int | None, str, str]:
    """A cell that could not be read is null afterwards; the missing value is not told a second time."""
    return fault.place.row, fault.place.household_id, fault.place.column
