"""From a dataset to drafts of households: known facts to their fields, columns nobody knows kept as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, ONLY_HEAD, Dataset
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET
from rasoat.survey.mapping.profile import known_fields
from rasoat.survey.national_layout import SHEETS
from rasoat.web.areas.models import Unit
from rasoat.web.exchange.places import Placed
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.from_dataset import household_draft, member_draft

KEY: Final = "household_id"
KEPT_AS_WRITTEN: Final = frozenset({"province", "district", "district_code", "commune", "escaped_list", "age", "note"})
"""Fields that the register has no place for: they stay with the household or member, for the way back."""

_IDLE = frozenset({SOURCE_ROW, SOURCE_SHEET, ONLY_HEAD, "average_living", "deprived_count", "income_score_source"})
_SEPARATE = ":"


def drafts_by_key(data: Dataset, places: Mapping[str, Placed], *, on: date, source: str) -> dict[str, HouseholdDraft]:
    """A draft for every household whose commune is known, by its code in the file."""
    carried = _carried(data)
    people: dict[str, list[MemberDraft]] = {}
    for row in data.members.iter_rows(named=True):
        code = row[KEY]
        if code is not None:
            people.setdefault(code, []).append(_member(row, carried.get((code, row.get("member_no") or 0), {})))
    found: dict[str, HouseholdDraft] = {}
    for row in data.households.iter_rows(named=True):
        code = row[KEY]
        placed = places.get(code) if code is not None else None
        if placed is None or placed.commune is None or code in found:
            continue
        found[code] = _household(row, people.get(code, []), (placed.commune, placed.village), on=on, source=source)
    return found


def _member(row: Mapping[str, Any], carried: Mapping[str, Any]) -> MemberDraft:
    draft = member_draft({name: value for name, value in row.items() if value is not None and name not in _IDLE})
    kept = _kept()
    facts = {name: value for name, value in draft.facts.items() if name in kept}
    if not carried and len(facts) == len(draft.facts):
        return draft
    extra = {name: value for name, value in draft.facts.items() if name not in facts}
    return replace(draft, facts=facts, extra={**extra, **carried})


def _household(
    row: Mapping[str, Any], members: Sequence[MemberDraft], place: tuple[Unit, Unit | None], *, on: date, source: str
) -> HouseholdDraft:
    draft = household_draft(
        {k: v for k, v in row.items() if v is not None and k not in _IDLE}, list(members), place, on=on, source=source
    )
    kept = _kept()
    answers = {name: value for name, value in draft.answers.items() if name in kept}
    extra = {name: value for name, value in draft.answers.items() if name not in answers}
    return replace(draft, answers=answers, extra=extra, source_value=draft.source_value[:60])


@cache
def _kept() -> frozenset[str]:
    """Columns that the register has a place for."""
    return (known_fields() | frozenset(HOUSEHOLD_COLUMNS)) - frozenset(KEPT_AS_WRITTEN)


def _carried(data: Dataset) -> dict[tuple[str, int], dict[str, Any]]:
    """Unknown columns of the national workbook by household and member: `listed:Y` -> text."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for sheet in SHEETS:
        frame = data.carried.get(sheet.key)
        if frame is None or KEY not in frame.columns:
            continue
        names = [name for name in frame.columns if name not in {KEY, "member_no", "lives", SOURCE_ROW}]
        for row in frame.iter_rows(named=True):
            told = {f"{sheet.key}{_SEPARATE}{name}": row[name] for name in names if row[name] is not None}
            if told:
                found.setdefault((row[KEY], row["member_no"] or 0), {}).update(told)
    return found
