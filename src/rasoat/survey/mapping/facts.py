"""Facts of households from the rows of their members: one value each; rows that say different things are faults."""

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.dataset import MEMBER_COLUMNS
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET
from rasoat.survey.known_columns import shipped_ticks
from rasoat.survey.mapping.people import SheetPeople
from rasoat.survey.mapping.words import CODE_ELSEWHERE, ROWS_DISAGREE
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.text import fold_expr

PLACES = ("province", "district", "district_code", "commune", "village")
_OWN = {"household_id", "ethnicity", "head_name"}


def household_facts(people: SheetPeople) -> list[str]:
    """The fields of a sheet that are facts of households."""
    common = full_questionnaire()
    member = {item.code for item in common.member}
    facts = {item.code for item in common.household if item.code not in member} | set(shipped_ticks()) | set(PLACES)
    return [name for name in people.rows.columns if name in facts - _OWN]


def one_row_each(people: SheetPeople) -> pl.DataFrame:
    """One row a household, keyed by `household_id`, in the order of the sheet.

    Ticks and yes-or-no facts are true when one row says so; where the household has ticks at all in a group of marks,
    the unmarked ones are 0. `household_size` falls back on the number of rows where all members are listed.
    """
    rows = people.rows
    facts = household_facts(people)
    head = (pl.col("relation") == "head").fill_null(value=False)
    size = pl.len().cast(pl.Int64) if people.fitted.map.rows == "members" else pl.lit(None, pl.Int64)
    frame = rows.group_by("household_id", maintain_order=True).agg(
        *(_one(name, rows) for name in facts if name != "household_size"),
        *([pl.col("head_name").drop_nulls().first().alias("_written")] if "head_name" in rows.columns else []),
        (pl.coalesce(pl.col("household_size").drop_nulls().first(), size) if "household_size" in facts else size).alias(
            "household_size"
        ),
        pl.col("full_name").filter(head).first().alias("head_name"),
        *([pl.col("ethnicity").filter(head).first()] if "ethnicity" in rows.columns else []),
        (pl.col("sex").filter(head).first() == 2).alias("female_head"),
        pl.col(SOURCE_SHEET).first(),
        pl.col(SOURCE_ROW).first(),
    )
    if "_written" in frame.columns:
        frame = frame.with_columns(pl.coalesce("head_name", "_written").alias("head_name")).drop("_written")
    return _ticks_answered(frame, people)


def disagreements(people: SheetPeople) -> list[Fault]:
    """Rows of one household that say different things, and codes that stand in two places."""
    rows = people.rows
    faults: list[Fault] = []
    for name in household_facts(people):
        if rows[name].dtype in {pl.Boolean, pl.Int8} or name in {"causes", "supports"}:
            continue
        said = rows.select("household_id", name).drop_nulls(name).unique()
        if said["household_id"].n_unique() == said.height:
            continue
        key = fold_expr(name) if rows[name].dtype == pl.String else pl.col(name)
        differs = key.drop_nulls().n_unique().over("household_id") > 1
        other = key != key.drop_nulls().first().over("household_id")
        faults += ROWS_DISAGREE.faults(rows.filter(differs & other), name, people.source)
    if people.fitted.map.households == "code":
        place = pl.struct([SOURCE_SHEET, *(name for name in ("_commune", "_village") if name in rows.columns)])
        apart = (place.n_unique().over("household_id") > 1) & (place != place.first().over("household_id"))
        faults += CODE_ELSEWHERE.faults(rows.filter(apart), "household_id", people.source)
    return faults


def member_facts(people: SheetPeople) -> list[str]:
    """Columns of the sheet that are facts of members, keys first."""
    common = {item.code for item in full_questionnaire().member}
    known = [*MEMBER_COLUMNS, *sorted(common - set(MEMBER_COLUMNS)), "age", "note"]
    return [name for name in known if name in people.rows.columns]


def _one(name: str, rows: pl.DataFrame) -> pl.Expr:
    if rows[name].dtype == pl.Boolean:
        return pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).any()).alias(name)
    if rows[name].dtype == pl.Int8:
        return pl.col(name).max()
    if name in {"causes", "supports"}:
        return pl.col(name).drop_nulls().unique(maintain_order=True).str.join(";").replace("", None).alias(name)
    return pl.col(name).drop_nulls().first()


def _ticks_answered(frame: pl.DataFrame, people: SheetPeople) -> pl.DataFrame:
    """A form of marks: where a household has one mark among its ticks, a blank tick says "not deprived"."""
    ticks = [name for name in shipped_ticks() if name in frame.columns]
    if not ticks or any((people.rows[name] == 0).any() for name in ticks):
        return frame
    answered = pl.any_horizontal(pl.col(name) == 1 for name in ticks).fill_null(value=False)
    return frame.with_columns(
        pl.when(answered).then(pl.col(name).fill_null(0)).otherwise(name).cast(pl.Int8).alias(name) for name in ticks
    )
