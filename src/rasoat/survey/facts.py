"""Evaluate expressions of the law over the two tables of a round, whole columns at a time."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from rasoat.law.expr.nodes import Expr
from rasoat.law.expr.render import aggregate, member_column, quantifiers, render
from rasoat.law.expr.types import Type
from rasoat.law.expr.walk import fields
from rasoat.survey.keys import KEY
from rasoat.survey.questionnaire import AGE_REFERENCE, Table

_DTYPES: dict[Type, type[pl.DataType]] = {
    Type.INT: pl.Int64,
    Type.BOOL: pl.Boolean,
    Type.CODE: pl.String,
    Type.DATE: pl.Date,
}


def evaluate_rows(
    nodes: Mapping[str, Expr], table: pl.DataFrame, types: Mapping[str, Type], age_on: date
) -> pl.DataFrame:
    """One column per expression over the rows of one table (no `any`, `all`, `count`). Unknown is null.

    Facts that the table lacks are unknown. `types` tells the types of all facts.
    """
    ready = _ready(table, types, set().union(*(fields(node) for node in nodes.values())))
    params = {AGE_REFERENCE: age_on}
    return ready.with_columns(render(node, pl, params).alias(name) for name, node in nodes.items()).select(nodes.keys())


def evaluate_households(
    nodes: Mapping[str, Expr],
    households: pl.DataFrame,
    members: pl.DataFrame,
    types: Mapping[Table, Mapping[str, Type]],
    age_on: date,
) -> pl.DataFrame:
    """One column per expression, a row per household in its order. Unknown is null.

    `any`, `all`, `count` read the members; a household of which no member is listed gives unknown, never zero.
    """
    keys = []
    for node in nodes.values():
        keys += [part for part in quantifiers(node) if part not in keys]
    params = {AGE_REFERENCE: age_on}
    ready = _ready(households, types["household"], set().union(*(fields(node) for node in nodes.values())))
    if keys:
        inner = {f"__inner_{at}": next(iter(vars(part).values())) for at, part in enumerate(keys)}
        values = evaluate_rows(inner, members, types["member"], age_on).with_columns(members[KEY])
        totals = values.group_by(KEY).agg(
            aggregate(part, pl.col(f"__inner_{at}"), pl).alias(member_column(at)) for at, part in enumerate(keys)
        )
        ready = ready.with_columns(households[KEY]).join(totals, on=KEY, how="left", maintain_order="left")
    columns = [render(node, pl, params, member_keys=keys).alias(name) for name, node in nodes.items()]
    return ready.with_columns(columns).select(nodes.keys())


def _ready(table: pl.DataFrame, types: Mapping[str, Type], wanted: set[str]) -> pl.DataFrame:
    """The wanted facts with the types that expressions see; absent ones as unknown."""
    columns = [
        (pl.col(name) if name in table.columns else pl.lit(None)).cast(_DTYPES[types[name]]).alias(name)
        for name in sorted(wanted)
    ]
    marker = pl.int_range(pl.len()).alias("__row")
    return table.select(marker, *columns)
