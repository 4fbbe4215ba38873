"""From the two tables of `rasoat.survey` (households, members) to drafts.

One way for files, the API and the showcase.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from rasoat.survey.dataset import Dataset
from rasoat.web.areas.models import Unit
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft

Place = Callable[[Mapping[str, Any]], tuple[Unit, Unit | None]]
"""Finds commune and village of a row of the households table."""

HEALTH = ("disability_degree", "pregnant", "weight_kg", "height_cm", "measured_on", "malnourished")
"""Answers about members that are sealed."""

_MEMBER = frozenset({
    "full_name", "relation", "sex", "birth_date", "birth_year", "ethnicity", "activity", "has_health_insurance",
    "education_level", "attends_school", "school_level", "gets_social_allowance", "personal_id", "old_id",
})  # fmt: skip
_HOUSEHOLD = frozenset({
    "area", "region_code", "flag_minority", "flag_local_minority", "flag_no_labour", "flag_merit", "ethnicity",
})  # fmt: skip
_DECIDED = frozenset({
    "class", "reason", "decision_no", "decision_date", "household_size", "head_name", "address", "causes", "supports",
    "household_id", "unit_code", "village", "female_head", "origin_household_id", "change_kind", "notice",
})  # fmt: skip


def drafts_of(data: Dataset, place: Place, *, on: date, source: str) -> Iterator[HouseholdDraft]:
    """One draft a household, in the order of the table; columns without a place of their own become answers.

    `source` names the file's numbering: with `household_id` it finds the household again.
    """
    people: dict[str, list[MemberDraft]] = {}
    for row in data.members.iter_rows(named=True):
        people.setdefault(row["household_id"], []).append(member_draft(row))
    for row in data.households.iter_rows(named=True):
        yield household_draft(row, people.get(row["household_id"], []), place(row), on=on, source=source)


def member_draft(row: Mapping[str, Any]) -> MemberDraft:
    """One row of the members table."""
    known = {name: row[name] for name in _MEMBER if row.get(name) is not None}
    health = {name: _plain(row[name]) for name in HEALTH if row.get(name) is not None}
    used = _MEMBER | set(HEALTH) | {"household_id", "member_no"}
    facts = {name: _plain(value) for name, value in row.items() if name not in used and value is not None}
    return MemberDraft(**{"full_name": "", **known}, number=row.get("member_no") or 0, health=health, facts=facts)


def household_draft(
    row: Mapping[str, Any], members: list[MemberDraft], placed: tuple[Unit, Unit | None], *, on: date, source: str
) -> HouseholdDraft:
    """One row of the households table with its members."""
    commune, village = placed
    known = {name: row[name] for name in _HOUSEHOLD if row.get(name) is not None}
    used = _HOUSEHOLD | _DECIDED
    answers = {name: _plain(value) for name, value in row.items() if name not in used and value is not None}
    return HouseholdDraft(
        commune=commune, village=village, on=on, members=members, head_name=row.get("head_name") or "",
        member_count=row.get("household_size") or 0, permanent_address=row.get("address") or "",
        causes=_codes(row.get("causes")), supports=_codes(row.get("supports")), answers=answers, source=source,
        source_value=row.get("household_id") or "", **known,
    )  # fmt: skip


def _codes(text: str | None) -> list[str]:
    return [code.strip() for code in (text or "").split(";") if code.strip()]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def rows_of(data: Dataset, commune: str) -> Dataset:
    """The part of a dataset that belongs to one unit code."""
    households = data.households.filter(pl.col("unit_code") == commune)
    members = data.members.join(households.select("household_id"), on="household_id", how="semi")
    return Dataset(households, members)
