"""A review of one round as two tables: households and members, with the columns the whole house shares.

Column names are the identifiers of the field's glossary. Every column but the keys may be absent or null:
absent means "not asked", null means "not answered"; neither is ever read as zero.
"""

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.fault_list import Letters

HOUSEHOLD_COLUMNS: Final[dict[str, pl.DataType]] = {
    "household_id": pl.String(),  # key, unique in the round, the same household keeps it between rounds
    "unit_code": pl.String(),  # code of the commune (or lowest unit of the units file)
    "village": pl.String(),
    "area": pl.String(),  # rural | urban
    "region_code": pl.String(),  # area of the point table: NT1..NT6, TT
    "head_name": pl.String(),
    "address": pl.String(),
    "household_size": pl.Int64(),  # persons
    "children": pl.Int64(),  # members under 16 at the review date (report 11, X13)
    "children_without_insurance": pl.Int64(),
    "children_malnourished": pl.Int64(),
    "children_out_of_school": pl.Int64(),
    "income_score": pl.Int64(),  # points, "A" or "B1"
    "income_score_source": pl.String(),  # paper_total | item_answers
    "deprivation_score": pl.Int64(),  # points, "B" or "B2"
    "income_vnd": pl.Int64(),  # VND per person per month
    "deprived_count": pl.Int64(),
    "class": pl.String(),  # poor | near_poor | not_poor, once decided or classified
    "reason": pl.String(),
    "average_living": pl.Boolean(),  # hộ có mức sống trung bình
    "ethnicity": pl.String(),  # code "01".."54", "99"; of the household = of its head
    "flag_minority": pl.Boolean(),
    "flag_local_minority": pl.Boolean(),
    "flag_no_labour": pl.Boolean(),
    "flag_merit": pl.Boolean(),
    "female_head": pl.Boolean(),
    "causes": pl.String(),  # codes C1..C8 joined by ";", "" = asked, none
    "supports": pl.String(),  # health;education;production;credit;housing;other
    "origin_household_id": pl.String(),  # of a household that split off
    "change_kind": pl.String(),  # moved_in | split | merged | moved_out | died, when structural
    "decision_no": pl.String(),
    "decision_date": pl.Date(),
    "notice": pl.String(),  # what every output made of this household must bear (watermarks), joined by "; "
}
"""Shared household columns. Besides them a table carries one Int8 0/1 column per indicator code of the
standard (`employment`, `dependants`, ...), answer columns `item_<item code>` for the point table, and facts of the
questionnaire under their own codes."""

MEMBER_COLUMNS: Final[dict[str, pl.DataType]] = {
    "household_id": pl.String(),
    "member_no": pl.Int64(),  # 1.. inside the household
    "full_name": pl.String(),
    "relation": pl.String(),  # code, "head" for exactly one member
    "sex": pl.Int64(),  # 1 Nam, 2 Nữ
    "birth_date": pl.Date(),  # null when only the year is known
    "birth_year": pl.Int64(),
    "ethnicity": pl.String(),
    "personal_id": pl.String(),  # text, 12 digits; may be missing
    "activity": pl.String(),  # working | not_working | studying
    "has_health_insurance": pl.Boolean(),
    "education_level": pl.String(),
    "attends_school": pl.Boolean(),
    "school_level": pl.String(),
    "gets_social_allowance": pl.Boolean(),
    "disability_degree": pl.String(),
    "merit": pl.Boolean(),
    "uses_internet": pl.Boolean(),
}

ONLY_HEAD: Final = "only_head_listed"
"""Household column of lists that name heads only: true, the other members of the household are not among `members`."""


def heads_alone(households: pl.DataFrame) -> pl.Series:
    """True for households of which only the head is listed: nothing can be told by counting their members."""
    if ONLY_HEAD not in households.columns:
        return pl.Series(ONLY_HEAD, [False]).new_from_index(0, households.height)
    return (households[ONLY_HEAD].cast(pl.String).str.to_lowercase() == "true").fill_null(value=False)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One round of one place. `carried` keeps sheets' unknown columns so that an export gives them back.

    `letters`: per sheet of the workbook it was read from, the letter over each known column.
    """

    households: pl.DataFrame
    members: pl.DataFrame
    faults: tuple[Fault, ...] = ()
    carried: dict[str, pl.DataFrame] = field(default_factory=dict)
    source: str = ""
    letters: Letters = field(default_factory=dict)
