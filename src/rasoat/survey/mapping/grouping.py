"""From rows to households: where each begins, who is its head, its code."""

import polars as pl

from rasoat.survey.fault_list import SOURCE_SHEET
from rasoat.survey.mapping.profile import Grouping
from rasoat.survey.national_group import HOUSEHOLD_NO
from rasoat.survey.text import fold_expr

PLACE = (SOURCE_SHEET, "_commune", "_village", "_class")
"""A household never reaches over the end of one of these."""

_AT = "_at"


def number_households(rows: pl.DataFrame, way: Grouping) -> pl.DataFrame:
    """Add `_household` (running number from 1) and `member_no` (from 1 inside the household) to the rows of a sheet.

    `rows`: text household_id, household_no, head_name, typed relation, is_head, as far as the way needs them.
    """
    place = pl.struct(name for name in PLACE if name in rows.columns)
    number: pl.Expr
    match way:
        case "row":
            number = pl.int_range(1, pl.len() + 1)
        case "code":
            key = _filled("household_id").forward_fill().fill_null("")
            number = pl.col(_AT).min().over(key).rank("dense")
        case "number":
            key = _filled("household_no").forward_fill().fill_null("")
            number = pl.struct(place, key).rle_id() + 1
        case "head_name":
            key = fold_expr("head_name")
            key = pl.when(key != "").then(key).forward_fill().fill_null("")
            run = pl.struct(place, key).rle_id()
            number = pl.struct(run, pl.max_horizontal(_is_head(rows).cum_sum().over(run), 1)).rle_id() + 1
        case "head":
            number = pl.struct(place, _is_head(rows).cum_sum()).rle_id() + 1
    rows = rows.with_row_index(_AT).with_columns(number.cast(pl.Int64).alias(HOUSEHOLD_NO)).drop(_AT)
    return rows.with_columns((pl.int_range(pl.len()).over(HOUSEHOLD_NO) + 1).cast(pl.Int64).alias("member_no"))


def with_heads(rows: pl.DataFrame, *, heads_only: bool) -> pl.DataFrame:
    """Relation `head` where the layout tells it: each row of a list of heads, a marked head, the row whose name is the
    head's name (where no other row of the household is a head).
    """
    if heads_only:
        return rows.with_columns(pl.lit("head").alias("relation"))
    if "relation" not in rows.columns:
        rows = rows.with_columns(pl.lit(None, pl.String).alias("relation"))
    if rows["relation"].null_count() == 0:
        return rows
    told: list[pl.Expr] = []
    if "is_head" in rows.columns:
        told.append(pl.col("is_head") == 1)
    if "head_name" in rows.columns:
        told.append(fold_expr("full_name") == fold_expr("head_name"))
    if not told:
        return rows
    named = pl.any_horizontal(told).fill_null(value=False) & pl.col("relation").is_null()
    first = named & (pl.col("relation") != "head").fill_null(value=True).all().over(HOUSEHOLD_NO)
    alone = first & (first.cum_sum().over(HOUSEHOLD_NO) == 1)
    return rows.with_columns(pl.when(alone).then(pl.lit("head")).otherwise("relation").alias("relation"))


def _filled(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def _is_head(rows: pl.DataFrame) -> pl.Expr:
    found: list[pl.Expr] = [pl.lit(value=False)]
    if "relation" in rows.columns:
        found.append((pl.col("relation") == "head").fill_null(value=False))
    if "is_head" in rows.columns:
        found.append((pl.col("is_head") == 1).fill_null(value=False))
    return pl.any_horizontal(found)
