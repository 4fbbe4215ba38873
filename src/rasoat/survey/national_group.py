"""From member rows to households: where a household begins, its code, and households standing on two lists."""

from collections.abc import Iterable
from hashlib import blake2b

import polars as pl

from rasoat.survey.national_layout import LISTED, Sheet
from rasoat.survey.text import fold_expr

HOUSEHOLD_NO = "_household"
LIVES = "lives"
"""False for rows of an exit list whose household stands on sheet 1."""


def numbered(rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Add `_household` (running number from 1) and `member_no` (from 1 inside the household).

    A household begins at a row of its head; on sheet 1 also where the written head's name changes.
    """
    if sheet.key == LISTED:
        key = fold_expr("head_name").forward_fill().fill_null("")
        head = (pl.col("relation") == "head").fill_null(value=False)
        run = (key != key.shift()).fill_null(value=False).cum_sum()
        inside = pl.max_horizontal(head.cum_sum().over(run), 1)
        number = pl.struct(run, inside).rle_id() + 1
    else:
        marked = pl.col("is_head").is_not_null() | (pl.col("relation") == "head").fill_null(value=False)
        number = pl.max_horizontal(marked.cum_sum(), 1)
    rows = rows.with_columns(number.cast(pl.Int64).alias(HOUSEHOLD_NO))
    return rows.with_columns((pl.int_range(pl.len()).over(HOUSEHOLD_NO) + 1).cast(pl.Int64).alias("member_no"))


def with_codes(sheets: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """Add `household_id`: a digest of the people of all sheets, and the running number of the household."""
    prefix = people_digest(sheets)
    coded, offset = [], 0
    for rows in sheets:
        number = (pl.col(HOUSEHOLD_NO) + offset).cast(pl.String).str.zfill(6)
        coded.append(rows.with_columns(pl.format("{}-{}", pl.lit(prefix), number).alias("household_id")))
        offset += rows[HOUSEHOLD_NO].n_unique()
    return coded


def people_digest(sheets: Iterable[pl.DataFrame]) -> str:
    """Eight hexadecimal digits over names, birth and personal numbers, in order: the same people, the same digest."""
    digest = blake2b(digest_size=4)
    for rows in sheets:
        keys = rows.select(
            pl.concat_str("full_name", pl.col("birth_date").cast(pl.String), "birth_year", "personal_id",
                          separator="\x1f", ignore_nulls=True)
        ).to_series()  # fmt: skip
        digest.update("\x1e".join(keys.fill_null("").to_list()).encode() + b"\x1d")
    return digest.hexdigest()


def joined(listed: pl.DataFrame, escaped: pl.DataFrame) -> pl.DataFrame:
    """Give households of an exit list the code they have on sheet 1, when they share a personal number with it.

    Adds `lives`. When members stand in several households of sheet 1, the one with most of them counts.
    """
    numbers = listed.select("personal_id", pl.col("household_id").alias("_listed")).drop_nulls().unique("personal_id")
    best = (
        escaped.select("household_id", "personal_id")
        .join(numbers, on="personal_id")
        .group_by("household_id", "_listed")
        .agg(pl.len().alias("_shared"))
        .sort("_shared", "_listed", descending=[True, False])
        .unique("household_id", keep="first", maintain_order=True)
        .unique("_listed", keep="first", maintain_order=True)
    )
    return (
        escaped.join(best, on="household_id", how="left", maintain_order="left")
        .with_columns(
            pl.coalesce("_listed", "household_id").alias("household_id"), pl.col("_listed").is_null().alias(LIVES)
        )
        .drop("_listed", "_shared")
    )


def maybe_same(listed: pl.DataFrame, escaped: pl.DataFrame) -> pl.DataFrame:
    """Heads of exit lists (living there) of the same name and birth year as somebody on sheet 1: only a suspicion.

    Two people who both have a personal number, and not the same, are different people.
    """
    who = [
        fold_expr("full_name").alias("_name"),
        pl.col("birth_year").alias("_year"),
        pl.col("personal_id").is_null().alias("_unnumbered"),
    ]
    people = listed.select(*who).drop_nulls().group_by("_name", "_year").agg(pl.col("_unnumbered").any())
    heads = escaped.filter(pl.col(LIVES) & (pl.col("member_no") == 1)).with_columns(*who)
    found = heads.join(people, on=["_name", "_year"], how="inner", maintain_order="left", suffix="_there")
    return found.filter(pl.col("_unnumbered") | pl.col("_unnumbered_there"))
