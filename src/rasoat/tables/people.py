"""Households with their members, a row per person, as the lists print them: words instead of codes."""

from datetime import date

import polars as pl

from rasoat.survey.code_lists import code_list
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS
from rasoat.survey.ethnic_groups import ethnic_list
from rasoat.tables.inputs import Round
from rasoat.tables.scope import PLACE
from rasoat.tables.units import LEVELS, Register

YES = "x"
HEAD_ROW = "is_head_row"


def people(rounds: list[Round], wanted: pl.DataFrame, register: Register, age_date: date | None) -> pl.DataFrame:
    """The members of the wanted households, in the order of the list, head first.

    Args:
        rounds: where to look, first the best: a household is taken from the first round that has it.
        wanted: household_id, `_place` and any columns of the list itself.
        register: gives names of the units.
        age_date: the day at which ages count; without it the age stays unknown.

    Returns a row per member, or one row for the head where no members are known: household columns (null where
    the round does not have them), member columns under `m_`, names of units, words for codes, `is_head_row`.
    A household taken from a later round of the list has `_from` > 0.
    """
    found = []
    for order, side in enumerate(rounds):
        rows = wanted.join(_all_columns(side.households).drop(PLACE, strict=False), on="household_id", how="inner")
        found.append(_with_members(rows, side.members).with_columns(pl.lit(order).alias("_from")))
        wanted = wanted.join(rows.select("household_id"), on="household_id", how="anti")
    made = pl.concat(found, how="diagonal_relaxed")
    first = pl.col("m_relation").eq("head").fill_null(False)
    made = made.sort(
        PLACE, "unit_code", "village", "household_id", ~first, "m_member_no", nulls_last=True, maintain_order=True
    )
    made = made.with_columns(pl.col("household_id").is_first_distinct().alias(HEAD_ROW))
    return _in_words(made, age_date).join(_unit_names(register), on="unit_code", how="left", maintain_order="left")


def mark(holds: pl.Expr) -> pl.Expr:
    """ "x" where it holds, blank elsewhere."""
    return pl.when(holds.fill_null(False)).then(pl.lit(YES))


def _all_columns(frame: pl.DataFrame) -> pl.DataFrame:
    lacking = [pl.lit(None, kind).alias(name) for name, kind in HOUSEHOLD_COLUMNS.items() if name not in frame.columns]
    return frame.with_columns(lacking)


def _with_members(households: pl.DataFrame, members: pl.DataFrame | None) -> pl.DataFrame:
    members = pl.DataFrame(schema=MEMBER_COLUMNS) if members is None else members
    lacking = [pl.lit(None, kind).alias(name) for name, kind in MEMBER_COLUMNS.items() if name not in members.columns]
    named = members.with_columns(lacking).select("household_id", pl.all().exclude("household_id").name.prefix("m_"))
    unknown = pl.col("m_member_no").is_null() & pl.col("m_full_name").is_null()
    return households.join(named, on="household_id", how="left").with_columns(
        m_full_name=pl.when(unknown).then("head_name").otherwise("m_full_name"),
        m_relation=pl.when(unknown).then(pl.lit("head")).otherwise("m_relation"),
        m_ethnicity=pl.coalesce("m_ethnicity", pl.when(unknown).then("ethnicity")),
    )


def _in_words(frame: pl.DataFrame, age_date: date | None) -> pl.DataFrame:
    born = pl.col("m_birth_date")
    year = pl.coalesce(born.dt.year(), pl.col("m_birth_year"))
    causes, labels = code_list("causes").labels_vi, pl.col("causes").str.replace_all(" ", "").str.split(";")
    return frame.with_columns(
        birth_text=pl.coalesce(born.dt.strftime("%d/%m/%Y"), year.cast(pl.String)),
        birth_year=year,
        age=_age(born, year, age_date),
        sex_name=pl.col("m_sex").cast(pl.String).replace_strict(code_list("sex").labels_vi, default=None),
        relation_name=pl.col("m_relation").replace(code_list("relation").labels_vi),
        ethnic_name=pl.coalesce("m_ethnicity", "ethnicity").replace(ethnic_list().labels_vi),
        class_name=pl.col("class").replace(code_list("class").labels_vi),
        causes_text=labels.list.eval(pl.element().replace(causes)).list.join("; "),
        decision_text=pl.col("decision_date").dt.strftime("%d/%m/%Y"),
        head_of=pl.coalesce("head_name", pl.col("m_full_name").filter(HEAD_ROW).first().over("household_id")),
    )


def _age(born: pl.Expr, year: pl.Expr, day: date | None) -> pl.Expr:
    if day is None:
        return pl.lit(None, pl.Int64)
    later = (born.dt.month() > day.month) | ((born.dt.month() == day.month) & (born.dt.day() > day.day))
    return (day.year - year - later.fill_null(False).cast(pl.Int64)).cast(pl.Int64)


def _unit_names(register: Register) -> pl.DataFrame:
    rows = []
    for code in register.units:
        row = {"unit_code": code}
        for unit in register.ancestors(code):
            if unit.level in LEVELS:
                row |= {f"{unit.level}_name": unit.name, f"{unit.level}_code": unit.code}
        rows.append(row)
    schema = {"unit_code": pl.String} | {f"{lev}_{part}": pl.String for lev in LEVELS for part in ("name", "code")}
    return pl.DataFrame(rows, schema=schema)
