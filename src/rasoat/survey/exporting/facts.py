"""The rows of one sheet of an export, with every fact its columns, filter and order read."""

from collections.abc import Iterable

import polars as pl

from rasoat.survey.columns import DTYPES
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.fields import Fact
from rasoat.survey.exporting.profile import Sheet
from rasoat.survey.keys import KEY
from rasoat.survey.text import fold_expr

NUMBERS = ("number.row", "number.household", "number.member")
"""Columns of running numbers; `number.member` is the member's own number inside the household."""

FIRST = "_first"
"""True in the first row of a household."""

ALONE = "_alone"
"""True for a household of which no member is listed: its one row is the head's."""


def sheet_facts(dataset: Dataset, sheet: Sheet) -> pl.DataFrame:
    """A row per household or per member, in the order of the sheet.

    Columns: `household_id`, `member_no`, the running numbers, `_first`, `_alone`, and each fact of the profile under
    its full name (`household.class`, `member.sex`, `head.personal_id`). A fact that the data lack has no column. A
    household without listed members has one row where rows are members: that of its head.
    """
    wanted = [sheet.fact(column.source) for column in sheet.columns if column.source]
    conditions = [code for column in sheet.columns for code in column.only]
    wanted += [sheet.fact(code) for code in (*sheet.where, *sheet.order, *conditions)]
    rows = _households(dataset, wanted)
    if sheet.rows == "members":
        rows = _with_members(rows, dataset, wanted)
    else:
        rows = rows.with_columns(member_no=pl.lit(None, pl.Int64), _alone=pl.lit(value=False))
    for code, values in sheet.where.items():
        rows = rows.filter(holds(rows, sheet.fact(code), values))
    if sheet.order:
        rows = _in_order(rows, [sheet.fact(code).name for code in sheet.order])
    first = (pl.col(KEY) != pl.col(KEY).shift(1)).fill_null(value=True)
    return rows.with_columns(first.alias(FIRST)).with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("number.row"),
        pl.col(FIRST).cast(pl.Int64).cum_sum().alias("number.household"),
        pl.col("member_no").alias("number.member"),
    )


def is_held(dataset: Dataset, fact: Fact) -> bool:
    """Whether the data hold the fact for any household or member at all."""
    code, year = fact.field.code, fact.field.year_column
    tables = {
        "household": [dataset.households], "member": [dataset.members], "head": [dataset.members],
        "other": [dataset.households, dataset.members],
    }[fact.scope]  # fmt: skip
    names = {"relation"} if code == "is_head" else {code, year}
    return any(
        name in table.columns and table[name].dtype != pl.Null for table in tables for name in names if name
    ) or (fact.scope in {"member", "head"} and code == "full_name" and "head_name" in dataset.households.columns)


def _households(dataset: Dataset, wanted: Iterable[Fact]) -> pl.DataFrame:
    households = dataset.households
    codes = _columns(wanted, {"household"}, households)
    rows = households.select(KEY, *codes, *_others(wanted, households), *_name(households))
    if not any(fact.scope == "head" for fact in wanted) or "relation" not in dataset.members.columns:
        return rows
    heads = dataset.members.filter(pl.col("relation") == "head").unique(KEY, keep="first", maintain_order=True)
    facts = heads.select(KEY, *_columns(wanted, {"head"}, heads))
    return rows.join(facts, on=KEY, how="left", maintain_order="left")


def _with_members(rows: pl.DataFrame, dataset: Dataset, wanted: Iterable[Fact]) -> pl.DataFrame:
    members = dataset.members
    listed = members.select(
        KEY, "member_no", *_columns(wanted, {"member"}, members),
        *(expr for expr in _others(wanted, members) if expr.meta.output_name() not in rows.columns),
    )  # fmt: skip
    people = rows.join(listed, on=KEY, how="left", maintain_order="left_right")
    alone = pl.col("member_no").is_null()
    own = {
        "member.full_name": pl.col("_head_name"),
        "member.relation": pl.lit("head"),
        "member.is_head": pl.lit(value=True),
    }
    known = {name: pl.col(name) if name in people.columns else pl.lit(None) for name in own}
    names = {fact.name for fact in wanted}
    told = [pl.when(alone).then(own[name]).otherwise(known[name]).alias(name) for name in own if name in names]
    return people.with_columns(alone.alias(ALONE), *told, pl.col("member_no").fill_null(1))


def _columns(wanted: Iterable[Fact], scopes: set[str], table: pl.DataFrame) -> list[pl.Expr]:
    """The facts of those scopes that the table holds, and the years beside dates of which only the year is known."""
    found: dict[str, pl.Expr] = {}
    for fact in wanted:
        if fact.scope not in scopes:
            continue
        code, year = fact.field.code, fact.field.year_column
        if code == "is_head" and "relation" in table.columns:
            found[fact.name] = (pl.col("relation") == "head").fill_null(value=False)
        for name in filter(None, (code, year)):
            if name in table.columns:
                dtype = (
                    DTYPES[fact.field.kind]() if table[name].dtype == pl.Null and name == code else table[name].dtype
                )
                found[f"{fact.scope}.{name}"] = pl.col(name).cast(dtype)
    return [expr.alias(name) for name, expr in found.items()]


def _others(wanted: Iterable[Fact], table: pl.DataFrame) -> list[pl.Expr]:
    names = {fact.field.code: fact.name for fact in wanted if fact.scope == "other"}
    return [pl.col(code).alias(name) for code, name in names.items() if code in table.columns]


def _name(households: pl.DataFrame) -> list[pl.Expr]:
    name = pl.col("head_name") if "head_name" in households.columns else pl.lit(None, pl.String)
    return [name.alias("_head_name")]


def holds(rows: pl.DataFrame, fact: Fact, values: tuple[str, ...]) -> pl.Series:
    """Per row whether the fact is one of the values; nowhere when the data do not hold it."""
    if fact.name not in rows.columns:
        return pl.Series([False]).new_from_index(0, rows.height)
    cell = rows[fact.name]
    text = (cell.cast(pl.Int8) if cell.dtype == pl.Boolean else cell).cast(pl.String)
    return text.is_in(list(values)).fill_null(value=False)


def _in_order(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Sorted by facts, texts without their tones first; nulls last; the members of a household stay together."""
    keys: list[pl.Expr] = []
    for name in names:
        if name in rows.columns:
            keys += [fold_expr(name), pl.col(name)] if rows[name].dtype == pl.String else [pl.col(name)]
    return rows.sort(keys, nulls_last=True, maintain_order=True) if keys else rows
