"""Rows of a list under the names that every export reads, and the table of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

import polars as pl

from rasoat.survey.columns import DTYPES, Kind
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS
from rasoat.survey.keys import KEY
from rasoat.survey.known_columns import shipped_ticks
from rasoat.survey.questionnaire import Table
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.web.areas.models import Unit
from rasoat.web.receivers.as_of import HomeThen
from rasoat.web.register.models import Member

WHO: Final = "_who"
"""Who a row is, for comparing two lists: the id of the member, or the code of a household without listed members."""

_FEMALE: Final = 2
_SHARED: Final[Mapping[Table, Mapping[str, pl.DataType]]] = {"household": HOUSEHOLD_COLUMNS, "member": MEMBER_COLUMNS}


def home_row(then: HomeThen, units: Mapping[int, Unit]) -> dict[str, Any]:
    """A household of that day with its class and answers; what imported files brought along fills what is missing."""
    home, line, head = then.home, then.line, then.head
    commune, village = units[home.commune_id], units.get(home.village_id or 0)
    own = {name: getattr(home, name) for name in HOUSEHOLD_COLUMNS if hasattr(home, name)} | {
        KEY: home.code, "unit_code": commune.code, "commune": commune.full_name,
        "province": units[home.province_id].full_name, "village": village.full_name if village else None,
        "address": home.present_address or home.permanent_address, "household_size": len(then.members) + then.unlisted,
        "ethnicity": (head.ethnicity if head else "") or home.ethnicity,
        "female_head": home.female_head if head is None or head.sex is None else head.sex == _FEMALE,
        "class": line.household_class, "reason": line.reason, "income_score": line.income_score,
        "deprivation_score": line.deprivation_score, "decision_no": line.decision.number,
        "decision_date": line.decision.signed_on, "notice": line.decision.watermark,
    }  # fmt: skip
    return _filled(own, {**home.extra, **then.answers})


def member_row(then: HomeThen, number: int, member: Member) -> dict[str, Any]:
    """A member of that day; columns of sheets of the national workbook (`SHEET:LETTER`) are of no list."""
    own = {name: getattr(member, name) for name in MEMBER_COLUMNS if hasattr(member, name)}
    own |= member.facts | {KEY: then.home.code, "member_no": number, WHO: str(member.public_id)}
    return _filled(own, {name: value for name, value in member.extra.items() if ":" not in name})


def frame(rows: Sequence[Mapping[str, Any]], wanted: Collection[str], table: Table) -> pl.DataFrame:
    """The wanted columns that any row holds, each of its own type; of no rows, the wanted columns that are known."""
    types = _types(table)
    held = {name for row in rows for name in row} if rows else set(types)
    if WHO in wanted:
        held |= {WHO}
    return pl.DataFrame(
        [_column(name, [row.get(name) for row in rows], types.get(name)) for name in sorted(held & set(wanted))]
    )


def _filled(own: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    tidy = {name: None if value == "" else value for name, value in own.items()}
    return tidy | {name: value for name, value in more.items() if tidy.get(name) is None}


def _column(name: str, values: Sequence[Any], dtype: pl.DataType | None) -> pl.Series:
    if dtype is None or dtype == pl.String or dtype == pl.Date:
        texts = [value.isoformat() if isinstance(value, date) else value for value in values]
        told = pl.Series(name, [None if text is None else str(text) for text in texts], dtype=pl.String)
        return told.str.to_date("%Y-%m-%d", strict=False) if dtype == pl.Date else told
    return pl.Series(name, values, strict=False).cast(dtype, strict=False)


@cache
def _types(table: Table) -> dict[str, pl.DataType]:
    known = {name: column.dtype for name, column in full_questionnaire().columns(table).items()}
    if table == "household":
        known |= {name: DTYPES[Kind.BIT]() for name in shipped_ticks()}
    return known | dict(_SHARED[table])
