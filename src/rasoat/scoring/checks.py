"""Checks before a class is given: each is a condition over whole columns, with the rule, the column and the words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.law.standard import AREAS
from rasoat.scoring.coding import DEPRIVATION, INCOME, REGION, coded_column, items_plan
from rasoat.scoring.faults import WORDS, make_fault
from rasoat.scoring.routes import Route
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET, TableSource, listed_faults

ITEM_SCORE = "__item_score"


@dataclass(frozen=True, slots=True)
class Check:
    """Rows for which `bad` is true are at fault. `parts` fill the words; a part given as expression differs by row."""

    rule: str
    column: str
    bad: pl.Expr
    parts: dict[str, Any] = field(default_factory=dict)


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
    """What one standard needs, over a table prepared by `prepare` (with `__income`, `__deprivation`)."""
    if route.method is None:
        return
    income = route.income_score or route.income_vnd
    if income is not None:
        if not route.items:
            yield Check("value-missing", income, pl.col(income).is_null())
        yield Check("value-negative", income, pl.col(income) < 0)
    yield from _deprivation_checks(route)
    if route.items:
        yield from _item_checks(route)


def _deprivation_checks(route: Route) -> Iterator[Check]:
    standard = route.pack.standard
    if not standard.indicators:
        return
    typed = [name for name in (route.deprivation_score, route.deprived_count) if name is not None]
    known_without = pl.any_horizontal([pl.col(name).is_not_null() for name in typed]) if typed else pl.lit(value=False)
    for tick in route.ticks:
        yield Check("value-missing", tick, pl.col(tick).is_null() & ~known_without)
    if not route.ticks:
        yield Check("value-missing", typed[0], ~known_without)
    for name in typed:
        yield Check("value-negative", name, pl.col(name) < 0)
    computed = pl.sum_horizontal(route.ticks, ignore_nulls=False).cast(pl.Int64) if route.ticks else None
    points = standard.indicators[0].points.value
    if route.deprivation_score is not None and points is not None:
        score = pl.col(route.deprivation_score)
        yield Check("score-not-multiple", route.deprivation_score, score % points != 0, {"points": points})
        yield Check(
            "count-too-high",
            route.deprivation_score,
            score > points * len(standard.indicators),
            {"known": len(standard.indicators)},
        )
        if computed is not None:
            yield Check(
                "score-ticks-differ",
                route.deprivation_score,
                score != computed * points,
                {"computed": computed * points},
            )
    if route.deprived_count is not None:
        count = pl.col(route.deprived_count)
        yield Check(
            "count-too-high",
            route.deprived_count,
            count > len(standard.indicators),
            {"known": len(standard.indicators)},
        )
        if computed is not None:
            yield Check("count-ticks-differ", route.deprived_count, count != computed, {"computed": computed})


def _item_checks(route: Route) -> Iterator[Check]:
    table = route.pack.point_table
    assert table is not None
    needs_items = pl.col(route.income_score).is_null() if route.income_score else pl.lit(value=True)
    yield Check(
        "region-unknown", "region_code", pl.col(REGION).is_null() & needs_items, {"known": ", ".join(table.areas)}
    )
    by_region = pl.col("region_code").replace_strict(dict(table.area_of), default=None, return_dtype=pl.String)
    yield Check("region-area-differ", "region_code", (by_region != pl.col("area")) & needs_items)
    for item in table.items:
        answers = ", ".join(answer.code for answer in item.answers) if item.kind == "single" else "0, 1"
        parts = {"known": item.unit if item.kind == "band" else answers}
        missing = pl.col(coded_column(item)).is_null() & pl.col(REGION).is_not_null()
        yield Check("answer-missing", item.columns()[0], missing & needs_items, parts)
    if route.income_score is not None:
        score, highest = pl.col(route.income_score), items_plan(route.pack).best_income
        yield Check("score-too-high", route.income_score, score > highest, {"known": highest})
        yield Check(
            "score-answers-differ", route.income_score, score != pl.col(ITEM_SCORE), {"computed": pl.col(ITEM_SCORE)}
        )


def find_faults(frame: pl.DataFrame, checks: list[Check], source: TableSource) -> tuple[pl.Series, list[Fault]]:
    """Run all checks. Returns which rows have an error (Boolean, one per row), and the faults, listed by row."""
    masks = frame.select(check.bad.fill_null(value=False).alias(str(number)) for number, check in enumerate(checks))
    faulty = pl.Series("faulty", [False]).new_from_index(0, frame.height)
    faults: list[Fault] = []
    keys = [name for name in (SOURCE_ROW, SOURCE_SHEET, "household_id") if name in frame.columns]
    for number, check in enumerate(checks):
        mask = masks[str(number)]
        if not mask.any():
            continue
        if WORDS[check.rule].severity is Severity.ERROR:
            faulty = faulty | mask
        value = pl.col(check.column).cast(pl.String) if check.column in frame.columns else pl.lit(None, pl.String)
        varying = {name: part for name, part in check.parts.items() if isinstance(part, pl.Expr)}
        found = frame.filter(mask).select(
            *keys, value.alias("_value"), *(part.alias(f"_{name}") for name, part in varying.items())
        )
        faults += listed_faults(found, _maker(check, varying, source))
    return faulty, faults


def _maker(check: Check, varying: dict[str, pl.Expr], source: TableSource) -> Any:
    def make(row: dict[str, Any]) -> Fault:
        parts = {name: row[f"_{name}"] if name in varying else part for name, part in check.parts.items()}
        return make_fault(check.rule, source.place(row, check.column), row["_value"], **parts)

    return make


__all__ = ["DEPRIVATION", "INCOME", "ITEM_SCORE", "Check", "common_checks", "find_faults", "route_checks"]
