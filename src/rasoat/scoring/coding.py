"""Turn answers of people (codes, quantities, yes/no) into the integer codes of a kernel plan, and build that plan."""

from collections.abc import Sequence

import polars as pl

from rasoat.law.pack import Pack
from rasoat.law.point_table.model import Item, PointTable
from rasoat.law.standard import AREAS
from rasoat.scoring.kernels.coded import (
    CodedAnswer,
    CodedIndicator,
    CodedItem,
    CodedPlan,
    CodedRegion,
    CodedRule,
)

REGION = "__area_code"
INCOME = "__income"
DEPRIVATION = "__deprivation"


def coded_rules(pack: Pack, method: str) -> tuple[CodedRule, ...]:
    """The class rules of a method."""
    rules = pack.standard.methods[method].rules  # type: ignore[index]
    return tuple(CodedRule(rule.when, rule.klass.value, rule.reason) for rule in rules)


def totals_plan(pack: Pack, method: str) -> CodedPlan:
    """A plan over totals already known (`__income`, `__deprivation`), region 1 = rural, 2 = urban."""
    income, deprivation = (
        ("income_score", "deprivation_score") if method == "points" else ("income_vnd", "deprived_count")
    )
    return CodedPlan(
        regions=tuple(CodedRegion(area, area) for area in AREAS),
        rules=coded_rules(pack, method),
        parameters={area: pack.standard.params(area) for area in AREAS},
        income_column=INCOME,
        deprivation_column=DEPRIVATION,
        region_column=REGION,
        income_field=income,
        deprivation_field=deprivation,
    )


def items_plan(pack: Pack, ticks: Sequence[str] = ()) -> CodedPlan:
    """A plan over item answers coded by `code_answers`; ticks or, without them, the known `__deprivation`."""
    table = pack.point_table
    assert table is not None
    points = [indicator.points.value or 0 for indicator in pack.standard.indicators]
    return CodedPlan(
        regions=tuple(CodedRegion(area, table.area_of[area]) for area in table.areas),
        rules=coded_rules(pack, "points"),
        parameters={area: pack.standard.params(area) for area in AREAS},
        items=tuple(_coded_item(item, table) for item in table.items),
        indicators=tuple(CodedIndicator(name, value) for name, value in zip(ticks, points, strict=True))
        if ticks
        else (),
        deprivation_column=None if ticks else DEPRIVATION,
        region_column=REGION,
    )


def code_answers(table: PointTable) -> list[pl.Expr]:
    """One expression a plan column: the codes 1..n of the answers, null where the answer is missing or unknown.

    Where the region's form does not ask an item, its code is 1 (worth 0 points there).
    """
    return [_code(item, table).alias(coded_column(item)) for item in table.items]


def coded_column(item: Item) -> str:
    """The plan's column of an item."""
    return f"__{item.code}"


def _code(item: Item, table: PointTable) -> pl.Expr:
    if item.kind == "single":
        code = pl.col(item.columns()[0]).cast(pl.Enum([answer.code for answer in item.answers]), strict=False)
        expression = code.to_physical().cast(pl.Int32) + 1
    elif item.kind == "band":
        quantity = pl.col(item.columns()[0])
        reached = [(quantity >= answer.min).cast(pl.Int32) for answer in item.answers]
        expression = pl.when(quantity >= (item.answers[0].min or 0)).then(
            pl.sum_horizontal(reached, ignore_nulls=False)
        )
    else:
        bits = [pl.col(name).cast(pl.Int32) * 2**place for place, name in enumerate(item.columns())]
        expression = pl.sum_horizontal(bits, ignore_nulls=False) + 1
    unasked = [place for place, area in enumerate(table.areas, start=1) if not item.asked_in(area)]
    if not unasked:
        return expression
    return pl.when(pl.col(REGION).is_in(unasked)).then(pl.lit(1)).otherwise(expression).cast(pl.Int32)


def _coded_item(item: Item, table: PointTable) -> CodedItem:
    points = tuple(tuple(answer.points.get(area, 0) for answer in item.answers) for area in table.areas)
    caps = tuple(item.max_points.get(area) for area in table.areas) if item.max_points else ()
    answer = CodedAnswer(coded_column(item), points, mask=item.kind == "additive")
    return CodedItem(item.code, (answer,), caps)
