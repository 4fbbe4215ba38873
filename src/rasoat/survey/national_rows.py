"""The rows of the three national sheets, as they are written: words instead of codes, dates as dd/mm/yyyy."""

import polars as pl

from rasoat.survey.code_lists import code_list
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Dataset
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET
from rasoat.survey.national_group import LIVES
from rasoat.survey.national_households import ESCAPED_LIST
from rasoat.survey.national_layout import LISTED, Sheet

_LABELLED = {"relation": "relation", "ethnicity": "ethnicity", "class": "class", "sex": "sex"}
_FLAGS = ("flag_minority", "flag_no_labour", "flag_merit")
_KEYS = ("household_id", "member_no")


def sheet_rows(dataset: Dataset, sheet: Sheet) -> pl.DataFrame:
    """Every column of the sheet, from A to the last known or carried one, named by layout name or letter."""
    carried = dataset.carried.get(sheet.key)
    people = _in_order(_people(dataset, sheet), carried)
    written = people.select(*_KEYS, *(_written(name, people) for name in sheet.positions))
    if carried is None:
        return _all_columns(written, sheet, len(sheet.columns))
    extra = [name for name in carried.columns if name not in (*_KEYS, LIVES, *sheet.positions)]
    written = written.join(carried.select(*_KEYS, *extra), on=list(_KEYS), how="left", maintain_order="left")
    visitors = carried.filter(~pl.col(LIVES))
    if not visitors.is_empty():
        still = dataset.households.filter(pl.col(ESCAPED_LIST) == sheet.key).select("household_id")
        visitors = visitors.join(still, on="household_id", how="semi", maintain_order="left")
        written = _in_order(pl.concat([written, visitors.drop(LIVES)], how="diagonal_relaxed"), carried)
    width = len(sheet.columns) + sum(name not in sheet.letters(0) for name in extra)
    return _all_columns(written, sheet, width)


def _people(dataset: Dataset, sheet: Sheet) -> pl.DataFrame:
    """Member rows that live on the sheet, with the facts of their households."""
    households = dataset.households.drop(SOURCE_ROW, SOURCE_SHEET, strict=False)
    listed = pl.col("class").is_in(["poor", "near_poor"])
    if (carried := dataset.carried.get(LISTED)) is not None:
        listed |= pl.col("class").is_null() & pl.col("household_id").is_in(carried["household_id"].unique().to_list())
    listed = listed.fill_null(value=False)
    if sheet.key == LISTED:
        households = households.filter(listed)
    elif ESCAPED_LIST in households.columns:
        households = households.filter((pl.col(ESCAPED_LIST) == sheet.key) & ~(listed & _visiting(dataset, sheet)))
    else:
        households = households.clear()
    members = dataset.members.drop(SOURCE_ROW, SOURCE_SHEET, strict=False)
    shared = [name for name in households.columns if name in members.columns and name != "household_id"]
    people = households.drop(shared).join(members, on="household_id", how="left", maintain_order="left_right")
    alone = pl.col("member_no").is_null()
    types = {**HOUSEHOLD_COLUMNS, **MEMBER_COLUMNS}
    empty = [name for name, dtype in people.schema.items() if dtype == pl.Null]
    people = people.with_columns(pl.col(name).cast(types.get(name, pl.String())) for name in empty)
    return people.with_columns(
        pl.when(alone).then("head_name").otherwise("full_name").alias("full_name"),
        pl.when(alone).then(pl.lit("head")).otherwise("relation").alias("relation"),
        pl.col("member_no").fill_null(1),
    )


def _visiting(dataset: Dataset, sheet: Sheet) -> pl.Expr:
    """True for households whose rows on this exit list were read, and are given back as they stood."""
    carried = dataset.carried.get(sheet.key)
    codes = [] if carried is None else carried.filter(~pl.col(LIVES))["household_id"].unique().to_list()
    return pl.col("household_id").is_in(codes)


def _in_order(rows: pl.DataFrame, carried: pl.DataFrame | None) -> pl.DataFrame:
    """Households in the order of the sheet they were read from; new ones behind."""
    if carried is None or rows.is_empty():
        return rows
    order = carried.select("household_id").unique(maintain_order=True).with_row_index("_order")
    placed = rows.join(order, on="household_id", how="left", maintain_order="left")
    return placed.sort("_order", nulls_last=True, maintain_order=True).drop("_order")


def _written(name: str, people: pl.DataFrame) -> pl.Expr:
    if name == "is_head":
        return pl.when(pl.col("relation") == "head").then(pl.lit("x")).alias(name)
    if name == "birth_date":
        years = pl.col("birth_year") if "birth_year" in people.columns else pl.lit(None, pl.Int64)
        return pl.coalesce(_day("birth_date", people), years.cast(pl.String)).alias(name)
    if name not in people.columns:
        return pl.lit(None, pl.String).alias(name)
    if name == "decision_date":
        return _day(name, people)
    if name in _FLAGS:
        unmarked = pl.lit(None, pl.String) if people[name].any() else pl.lit("Không")
        return pl.when(pl.col(name)).then(pl.lit("x")).when(~pl.col(name)).then(unmarked).alias(name)
    if name == "causes":
        labels = code_list("causes").labels_vi
        words = pl.col(name).str.split(";").list.eval(pl.element().replace(labels)).list.join("; ")
        return pl.when(pl.col(name) == "").then(pl.lit("Không")).otherwise(words).alias(name)
    if name in _LABELLED:
        return pl.col(name).cast(pl.String).replace(code_list(_LABELLED[name]).labels_vi)
    return pl.col(name)


def _day(name: str, people: pl.DataFrame) -> pl.Expr:
    if name not in people.columns:
        return pl.lit(None, pl.String).alias(name)
    return pl.col(name).dt.strftime("%d/%m/%Y")


def _all_columns(rows: pl.DataFrame, sheet: Sheet, width: int) -> pl.DataFrame:
    names = sheet.letters(width)
    return rows.select(pl.col(name) if name in rows.columns else pl.lit(None, pl.String).alias(name) for name in names)
