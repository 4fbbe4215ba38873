"""Household facts of the national list workbook: written on every member's row, one value a household."""

from typing import Final

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET
from rasoat.survey.fault_words import Words
from rasoat.survey.national_group import LIVES
from rasoat.survey.national_layout import ESCAPED_NEAR_POOR, LISTED, Sheet
from rasoat.survey.national_sheet import SheetRows

ESCAPED_LIST: Final = "escaped_list"
"""Household column: the exit list (`escaped_poor`, `escaped_near_poor`) the household stands on, or null."""

_FACTS = (
    "head_name", "province", "district", "district_code", "commune", "unit_code", "village", "address", "class",
    "decision_no", "decision_date", "income_score", "deprivation_score", "flag_minority", "flag_no_labour",
    "flag_merit", "causes", "household_size",
)  # fmt: skip
_FLAGS = ("flag_minority", "flag_no_labour", "flag_merit")

_DISAGREE = Words(
    "rows-disagree",
    "các dòng của cùng một hộ ghi khác nhau",
    "rows of one household say different things",
    "ghi giống nhau ở mọi dòng của hộ, hoặc chỉ ghi ở dòng chủ hộ",
    "write the same in every row of the household, or only in the row of the head",
)
_WRONG_LIST = Words(
    "class-not-of-this-list",
    "danh sách này chỉ gồm hộ nghèo và hộ cận nghèo",
    "this list holds poor and near-poor households only",
    "sửa phân loại hộ hoặc chuyển hộ sang danh sách khác",
    "mend the class or move the household to another list",
)
_STILL_LISTED = Words(
    "listed-and-escaped",
    "hộ vừa ở danh sách thoát vừa ở danh sách hộ nghèo, hộ cận nghèo, phân loại không phù hợp",
    "the household stands on an exit list and on sheet 1 with a class that does not fit",
    "hộ thoát nghèo chỉ còn trong danh sách nếu là hộ cận nghèo; hộ thoát cận nghèo không còn trong danh sách",
    "only near-poor households that left poverty stay on sheet 1; those that left near-poverty do not",
    Severity.WARNING,
)


def households_of(
    parts: list[SheetRows], tables: list[pl.DataFrame], doubtful: list[str]
) -> tuple[pl.DataFrame, list[Fault]]:
    """One row a household, in the order of the sheets. `doubtful` households of the exit lists get no class."""
    faults: list[Fault] = []
    frames = []
    for part, rows in zip(parts, tables, strict=True):
        living = _marks(rows.filter(LIVES), part.sheet)
        faults += _disagreements(living, part)
        frame = _one_row_each(living)
        if part.sheet.key != LISTED:
            sure = ~pl.col("household_id").is_in(doubtful)
            frame = frame.with_columns(pl.when(sure).then(pl.lit("not_poor")).alias("class"))
        frames.append(frame)
    faults += _WRONG_LIST.faults(frames[0].filter(pl.col("class") == "not_poor"), "class", parts[0].source)
    households = pl.concat(frames, how="diagonal").join(_exits(parts, tables), on="household_id", how="left",
                                                        maintain_order="left")  # fmt: skip
    stays = pl.col(ESCAPED_LIST).is_not_null() & pl.col("class").is_in(["poor", "near_poor"])
    fits = (pl.col("class") == "near_poor") & (pl.col(ESCAPED_LIST) != ESCAPED_NEAR_POOR)
    faults += _STILL_LISTED.faults(households.filter(stays & ~fits), "class", parts[0].source)
    return households, faults


def _marks(rows: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """In a column of marks a blank means "not marked" as soon as one cell of the column is marked."""
    used = [name for name in _FLAGS if name in sheet.positions and rows[name].any()]
    by_household = [pl.col(name).any().over("household_id").alias(name) for name in used]
    return rows.with_columns(by_household)


def _one_row_each(rows: pl.DataFrame) -> pl.DataFrame:
    facts = [name for name in _FACTS if name in rows.columns]
    head = (pl.col("relation") == "head").fill_null(value=False)
    frame = rows.group_by("household_id", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in facts if name != "household_size"),
        pl.coalesce(pl.col("household_size").drop_nulls().first(), pl.len()).cast(pl.Int64).alias("household_size"),
        pl.col("full_name").filter(head).first().alias("_head"),
        pl.col("ethnicity").filter(head).first(),
        (pl.col("sex").filter(head).first() == 2).alias("female_head"),
        pl.col(SOURCE_SHEET).first(),
        pl.col(SOURCE_ROW).first(),
    )
    name = pl.coalesce("head_name", "_head") if "head_name" in facts else pl.col("_head")
    return frame.with_columns(name.alias("head_name")).drop("_head")


def _disagreements(rows: pl.DataFrame, part: SheetRows) -> list[Fault]:
    faults: list[Fault] = []
    for name in (fact for fact in _FACTS if fact in part.sheet.positions and fact not in _FLAGS):
        differs = pl.col(name).drop_nulls().n_unique().over("household_id") > 1
        other = pl.col(name) != pl.col(name).drop_nulls().first().over("household_id")
        faults += _DISAGREE.faults(rows.filter(differs & other), name, part.source)
    return faults


def _exits(parts: list[SheetRows], tables: list[pl.DataFrame]) -> pl.DataFrame:
    lists = [
        rows.select("household_id", pl.lit(part.sheet.key).alias(ESCAPED_LIST))
        for part, rows in zip(parts[1:], tables[1:], strict=True)
    ]
    return pl.concat(lists).unique("household_id", keep="first", maintain_order=True)
