"""Both kernels against a row-at-a-time reading of the plan: same law, equal values."""

from collections.abc import Callable
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.law.expr.evaluate import Scope, evaluate
from rasoat.law.expr.nodes import And, Const, FieldRef, Ge, Gt, Le, Param
from rasoat.scoring.kernels.coded import CodedAnswer, CodedIndicator, CodedItem, CodedPlan, CodedRegion, CodedRule
from rasoat.scoring.kernels.crosstab import counts_by_class, crosstab
from rasoat.scoring.kernels.native import classify_coded
from rasoat.scoring.kernels.portable import classify_portable, counts_portable

RESULTS = ["income_score", "deprivation_score", "class", "reason"]
INCOME, DEPRIVATION = FieldRef(field="income_score"), FieldRef(field="deprivation_score")
ONE_LINE = (
    CodedRule(Gt(gt=(INCOME, Param(param="line"))), "not_poor"),
    CodedRule(Ge(ge=(DEPRIVATION, Param(param="least"))), "poor", "income_and_deprivation"),
    CodedRule(Const(const=True), "near_poor"),
)
TWO_LINES = (
    CodedRule(Le(le=(INCOME, Param(param="line"))), "poor", "income"),
    CodedRule(
        And(and_=(Le(le=(INCOME, Param(param="upper"))), Ge(ge=(DEPRIVATION, Param(param="least"))))),
        "poor",
        "deprivation",
    ),
    CodedRule(Le(le=(INCOME, Param(param="upper"))), "near_poor"),
    CodedRule(Const(const=True), "not_poor"),
)

points = st.integers(0, 60)


@st.composite
def answers(draw: st.DrawFn, column: str, regions: int) -> CodedAnswer:
    mask, width = draw(st.booleans()), draw(st.integers(1, 4))
    table = tuple(tuple(draw(points) for _ in range(width)) for _ in range(regions))
    return CodedAnswer(column, table, mask=mask)


@st.composite
def items(draw: st.DrawFn, code: str, regions: int) -> CodedItem:
    parts = tuple(draw(answers(f"{code}_{part}", regions)) for part in range(draw(st.integers(1, 3))))
    caps = tuple(draw(st.none() | points) for _ in range(regions)) if draw(st.booleans()) else ()
    return CodedItem(code, parts, caps)


@st.composite
def plans(draw: st.DrawFn) -> CodedPlan:
    areas = draw(st.lists(st.sampled_from(["rural", "urban"]), min_size=1, max_size=3))
    lines = {area: draw(st.integers(0, 120)) for area in ("rural", "urban")}
    return CodedPlan(
        regions=tuple(CodedRegion(f"R{place}", area) for place, area in enumerate(areas)),
        rules=draw(st.sampled_from([ONE_LINE, TWO_LINES])),
        parameters={
            area: {"line": line, "upper": line + draw(st.integers(0, 60)), "least": draw(st.integers(0, 50))}
            for area, line in lines.items()
        },
        items=tuple(draw(items(f"item{place}", len(areas))) for place in range(draw(st.integers(1, 4)))),
        indicators=tuple(CodedIndicator(f"tick{i}", draw(points)) for i in range(draw(st.integers(1, 5)))),
    )


@st.composite
def cases(draw: st.DrawFn, *, complete: bool = False) -> tuple[CodedPlan, pl.DataFrame]:
    """A plan and a table of it; unless `complete`, some codes are null, zero, negative or beyond the plan."""
    plan, height = draw(plans()), draw(st.integers(1, 12))
    chance = Random(draw(st.integers(0, 2**32)))

    def codes(least: int, most: int) -> list[int | None]:
        wrong = [None, -1, 0, most + 1, 300]
        return [
            chance.randint(least, most) if complete or chance.random() > 0.05 else chance.choice(wrong)
            for _ in range(height)
        ]

    columns = {"unit_code": [f"{chance.randint(1, 3):05}" for _ in range(height)]}
    table: dict[str, Any] = columns | {plan.region_column: codes(1, len(plan.regions))}
    table |= {answer.column: codes(1, answer.width) for answer in plan.answers}
    table |= {indicator.column: codes(0, 1) for indicator in plan.indicators}
    frame = pl.DataFrame(table, schema={"unit_code": pl.String} | dict.fromkeys(plan.columns, pl.Int16))
    return plan, frame


def read_by_hand(plan: CodedPlan, row: dict[str, Any]) -> tuple[Any, ...]:
    region = row[plan.region_column]
    income = _income_by_hand(plan, row) if region in range(1, len(plan.regions) + 1) else None
    ticks = [row[one.column] for one in plan.indicators]
    sound = all(tick in (0, 1) for tick in ticks)
    deprivation = sum(t * one.points for t, one in zip(ticks, plan.indicators, strict=True)) if sound else None
    if income is None or deprivation is None:
        return income, deprivation, None, None
    scope = Scope(
        {"income_score": income, "deprivation_score": deprivation}, plan.parameters[plan.regions[region - 1].area]
    )
    rule = next(rule for rule in plan.rules if evaluate(rule.when, scope) is True)
    return income, deprivation, rule.klass, rule.reason


def _income_by_hand(plan: CodedPlan, row: dict[str, Any]) -> int | None:
    total, region = 0, row[plan.region_column] - 1
    for item in plan.items:
        of_item = 0
        for answer in item.answers:
            code = row[answer.column]
            if code is None or not 1 <= code <= answer.width:
                return None
            if answer.mask:
                of_item += sum(p for bit, p in enumerate(answer.points[region]) if (code - 1) & (1 << bit))
            else:
                of_item += answer.points[region][code - 1]
        cap = item.caps[region] if item.caps else None
        total += of_item if cap is None else min(of_item, cap)
    return total


KERNELS: dict[str, Callable[[pl.DataFrame, CodedPlan], pl.DataFrame]] = {
    "native": classify_coded,
    "native-lazy": lambda frame, plan: classify_coded(frame.lazy(), plan).collect(engine="streaming"),
    "portable": classify_portable,
    "portable-lazy": lambda frame, plan: classify_portable(frame.lazy(), plan).collect(),
    "portable-arrow": lambda frame, plan: pl.DataFrame(classify_portable(frame.to_arrow(), plan)),
}
each_kernel = pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS.keys())
both_kernels = pytest.mark.parametrize("kernel", [classify_coded, classify_portable])


@each_kernel
@settings(max_examples=25, deadline=None)
@given(case=cases())
def test_equals_the_plan_read_by_hand(
    kernel: Callable[..., pl.DataFrame], case: tuple[CodedPlan, pl.DataFrame]
) -> None:
    plan, frame = case

    result = kernel(frame, plan)

    assert result.select(RESULTS).rows() == [read_by_hand(plan, row) for row in frame.rows(named=True)]
    assert result.select(frame.columns).equals(frame)


@settings(max_examples=25, deadline=None)
@given(case=cases())
def test_counts_of_both_kernels_are_the_counts_of_the_rows(case: tuple[CodedPlan, pl.DataFrame]) -> None:
    plan, frame = case
    rows = classify_coded(frame, plan)

    native = crosstab(frame.lazy(), plan)
    portable = counts_by_class(counts_portable(frame, plan), plan, ["unit_code"])

    assert native.equals(portable)
    assert native["unit_code"].to_list() == sorted(set(frame["unit_code"]))
    for unit, *counts in native.rows():
        of_unit = rows.filter(unit_code=unit)["class"].fill_null("incomplete").to_list()
        assert counts == [of_unit.count(name) for name in native.columns[1:]]


@both_kernels
@settings(max_examples=15, deadline=None)
@given(case=cases(), seed=st.integers(0, 2**32))
def test_order_of_rows_changes_nothing(
    kernel: Callable[..., pl.DataFrame], case: tuple[CodedPlan, pl.DataFrame], seed: int
) -> None:
    plan, frame = case
    order = pl.Series(range(frame.height)).shuffle(seed)

    assert kernel(frame[order], plan).equals(kernel(frame, plan)[order])


@both_kernels
@settings(max_examples=15, deadline=None)
@given(case=cases(complete=True), data=st.data())
def test_one_more_deprivation_never_makes_a_household_better_off(
    kernel: Callable[..., pl.DataFrame], case: tuple[CodedPlan, pl.DataFrame], data: st.DataObject
) -> None:
    plan, frame = case
    tick = data.draw(st.sampled_from(plan.indicators)).column

    worse = kernel(frame.with_columns(pl.lit(1, pl.Int16).alias(tick)), plan)

    assert not any(after > before for before, after in _ranks(kernel(frame, plan), worse))


@both_kernels
@settings(max_examples=15, deadline=None)
@given(case=cases(complete=True), data=st.data())
def test_more_income_points_never_make_a_household_poorer(
    kernel: Callable[..., pl.DataFrame], case: tuple[CodedPlan, pl.DataFrame], data: st.DataObject
) -> None:
    plan, frame = case
    answer = data.draw(st.sampled_from(plan.answers))
    richer = frame.with_columns(pl.lit(data.draw(st.integers(1, answer.width)), pl.Int16).alias(answer.column))

    before, after = kernel(frame, plan), kernel(richer, plan)

    gained = after["income_score"] >= before["income_score"]
    ranks = _ranks(before, after)
    assert all(now >= then for (then, now), more in zip(ranks, gained, strict=True) if more)


def _ranks(before: pl.DataFrame, after: pl.DataFrame) -> list[tuple[int, int]]:
    rank = ["poor", "near_poor", "not_poor"].index
    return [(rank(one), rank(two)) for one, two in zip(before["class"], after["class"], strict=True)]
