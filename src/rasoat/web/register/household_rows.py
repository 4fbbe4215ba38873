"""From drafts to rows not yet saved. Pure but for the clock of the database columns."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from rasoat.survey.personal_id import findings
from rasoat.survey.text import clean
from rasoat.web.areas.sorting import name_sort_key
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.identity import number_row
from rasoat.web.register.models import Household, Member, MemberHealth, NumberKind, PersonalNumber, ToDo
from rasoat.web.store.rows import make_row
from rasoat.web.vault.sealing import seal

HEAD = "head"
KINH = "01"
FEMALE = 2
NOTHING = frozenset({None, "", "none"})
"""Answers that say nothing about a person's health, and so are not kept."""

_MEMBER_COLUMNS = frozenset(field.name for field in fields(MemberDraft)) - {"personal_id", "old_id", "health"}
_HOUSEHOLD_COLUMNS = (
    "permanent_address", "present_address", "region_code", "flag_local_minority", "flag_no_labour", "flag_merit",
    "latitude", "longitude", "origin_id",
)  # fmt: skip


def settled_members(draft: HouseholdDraft) -> list[MemberDraft]:
    """The members of a draft in order, exactly one of them the head; a heads-only draft has its head as only member."""
    given = list(draft.members) or (
        [MemberDraft(draft.head_name, ethnicity=draft.ethnicity)] if draft.head_name else []
    )
    head = next((at for at, member in enumerate(given) if member.relation == HEAD), 0)
    if all(_is_settled(member, is_head=at == head) for at, member in enumerate(given)):
        return given
    return [
        replace(
            member, full_name=clean(member.full_name), number=member.number or at + 1,
            relation=HEAD if at == head else ("other" if member.relation == HEAD else member.relation),
            birth_year=member.birth_date.year if member.birth_date else member.birth_year,
        )
        for at, member in enumerate(given)
    ]  # fmt: skip


def _is_settled(member: MemberDraft, *, is_head: bool) -> bool:
    return bool(
        member.number
        and (member.relation == HEAD) == is_head
        and member.full_name == clean(member.full_name)
        and (member.birth_date is None or member.birth_year == member.birth_date.year)
    )


def household_row(draft: HouseholdDraft, members: Sequence[MemberDraft], code: str) -> Household:
    """The household's row; its head is linked after the members have ids."""
    head = next((member for member in members if member.relation == HEAD), None)
    ethnicity = (head.ethnicity if head else "") or draft.ethnicity
    minority = draft.flag_minority
    if minority is None and ethnicity:
        minority = ethnicity != KINH
    name = head.full_name if head else clean(draft.head_name)
    return make_row(
        Household, code=code, province=draft.commune.province, commune=draft.commune, village=draft.village,
        area=draft.area or (draft.village.area if draft.village else "") or draft.commune.area or "rural",
        head_name=name, sort_key=name_sort_key(name), member_count=max(draft.member_count, len(members)),
        ethnicity=ethnicity, female_head=None if head is None or head.sex is None else head.sex == FEMALE,
        flag_minority=minority, causes=";".join(draft.causes), supports=";".join(draft.supports),
        extra=dict(draft.extra), since=draft.on, **{name: getattr(draft, name) for name in _HOUSEHOLD_COLUMNS},
    )  # fmt: skip


def member_row(draft: MemberDraft, household: Household, since: Any) -> Member:
    """The row of one member."""
    values = {name: getattr(draft, name) for name in _MEMBER_COLUMNS}
    values |= {"facts": dict(draft.facts), "extra": dict(draft.extra)}
    return make_row(
        Member,
        household=household,
        province_id=household.province_id,
        commune_id=household.commune_id,
        since=since,
        **values,
    )


def number_rows(draft: MemberDraft, member: Member) -> list[PersonalNumber]:
    """The sealed numbers of a member."""
    given = ((NumberKind.PERSONAL_ID, draft.personal_id), (NumberKind.OLD_ID, draft.old_id))
    return [number_row(member, kind, number, member.since) for kind, number in given if number.strip()]


def health_row(draft: MemberDraft, member: Member) -> MemberHealth | None:
    """The sealed health facts of a member; None when nothing was said."""
    told = {name: value for name, value in draft.health.items() if value not in NOTHING}
    return MemberHealth(member=member, sealed=seal_health(member, told)) if told else None


def seal_health(member: Member, told: dict[str, Any]) -> bytes:
    """Health facts as sealed JSON."""
    return seal(json.dumps(told, ensure_ascii=False).encode(), bound_to=f"health:{member.public_id}")


def to_dos(draft: HouseholdDraft, household: Household, members: Iterable[tuple[MemberDraft, Member]]) -> list[ToDo]:
    """What a household still lacks: members, numbers, birth years; and numbers that look odd."""
    known = list(members)
    missing = household.member_count - len(known)
    found = [make_row(
        ToDo, household=household, commune_id=household.commune_id, kind=kind, note=note
    ) for kind, note in (
        ("members_missing", f"còn thiếu {missing} thành viên" if missing else ""),
        ("village_missing", "" if draft.village else "chưa rõ thôn"),
    ) if note]  # fmt: skip
    for given, member in known:
        found += member_to_dos(household, given, member)
    return found


def member_to_dos(household: Household, given: MemberDraft, member: Member) -> list[ToDo]:
    """What one member still lacks, and a number that looks odd."""
    odd = findings(given.personal_id, given.sex, member.birth_year)
    told = {
        "number_missing": "" if given.personal_id or given.old_id else "chưa có số định danh",
        "number_odd": ", ".join(str(item) for item in odd),
        "birth_missing": "" if member.birth_year else "chưa rõ năm sinh",
    }
    return [
        make_row(ToDo, household=household, member=member, commune_id=household.commune_id, kind=kind, note=note)
        for kind, note in told.items() if note
    ]  # fmt: skip
