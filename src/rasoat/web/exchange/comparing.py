"""What a draft would change in a household of the register: only what the file tells counts, blanks change nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rasoat.survey.text import clean, fold
from rasoat.web.ledger.record import plain_value
from rasoat.web.register.actions.edit_health import health_of
from rasoat.web.register.changes import HouseholdChange, MemberChange
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.household_rows import HEAD, NOTHING, settled_members
from rasoat.web.register.identity import index_of, tidy
from rasoat.web.register.models import (
    FactSheet,
    Household,
    HouseholdEvent,
    Member,
    MemberHealth,
    NumberKind,
    PersonalNumber,
)  # fmt: skip

PLACE_WORDS = frozenset({"province", "commune"})
"""How a file writes the place of a household that was found in it: "Xã A" for "A" is no change."""

HEALTH = "health"
"""What the differences call health facts: their values are shown only to those who may see them."""

MEMBER_FIELDS = (
    "full_name", "sex", "birth_date", "birth_year", "ethnicity", "activity", "has_health_insurance", "education_level",
    "attends_school", "school_level", "gets_social_allowance",
)  # fmt: skip
HOUSEHOLD_FIELDS = (
    "area", "permanent_address", "present_address", "region_code", "flag_minority", "flag_local_minority",
    "flag_no_labour", "flag_merit",
)  # fmt: skip


@dataclass(slots=True)
class Live:
    """One household of the register as it stands: its living members with their numbers, its latest answers.

    `health`: sealed health facts by member, last changed on `health_since`.
    """

    home: Household
    members: list[Member] = field(default_factory=list)
    numbers: dict[int, list[PersonalNumber]] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    health: dict[int, MemberHealth] = field(default_factory=dict)
    health_since: date | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: of whom (empty: the household), before and after as plain values; of numbers the last digits.

    Health facts are one difference of both wholes.
    """

    what: str
    who: str
    before: Any
    after: Any


def load_live(household_ids: Sequence[int]) -> dict[int, Live]:
    """The households with everything that is compared, in six queries."""
    found = {home.pk: Live(home) for home in Household.objects.select_related("village").filter(pk__in=household_ids)}
    people = Member.objects.filter(household__in=household_ids, left_on__isnull=True).order_by(
        "household", "number", "pk"
    )
    for member in people.prefetch_related("numbers"):
        live = found[member.household_id]
        member.household = live.home
        live.members.append(member)
        live.numbers[member.pk] = [row for row in member.numbers.all() if row.until is None]
    sheets = FactSheet.objects.filter(household__in=household_ids).order_by("on", "pk")
    for household_id, values in sheets.values_list("household_id", "values"):
        found[household_id].answers = values
    for row in MemberHealth.objects.filter(
        member__household__in=household_ids, member__left_on__isnull=True
    ).select_related("member"):
        found[row.member.household_id].health[row.member_id] = row
    told = HouseholdEvent.objects.filter(
        household__in=household_ids, changes__has_key="health", undone_by__isnull=True
    ).order_by("on")
    for household_id, day in told.values_list("household_id", "on"):
        found[household_id].health_since = day
    return found


def compare(draft: HouseholdDraft, live: Live) -> tuple[HouseholdChange, list[Difference]]:
    """What writing the draft would change, and the same for people to read."""
    told: list[Difference] = []
    values = _household_values(draft, live.home, told)
    given = settled_members(draft)
    pairs, fresh = _pairs(given, live)
    members = [change for draft_member, member in pairs if (change := _member_change(draft_member, member, live, told))]
    members = _one_head(given, pairs, members, live, told)
    joined = _joined(fresh, live, told)
    count = max(draft.member_count, len(live.members) + len(joined)) if draft.member_count else 0
    if count and count != live.home.member_count and count > len(live.members) + len(joined):
        told.append(Difference("household_size", "", live.home.member_count, count))
    answers = {name: value for name, value in draft.answers.items() if live.answers.get(name) != value}
    told += [Difference(name, "", live.answers.get(name), value) for name, value in answers.items()]
    whole = {**live.answers, **answers} if answers else {}
    return HouseholdChange(live.home, live.members, values, members, joined, whole, count, live.health_since), told


def _household_values(draft: HouseholdDraft, home: Household, told: list[Difference]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in HOUSEHOLD_FIELDS:
        value, held = getattr(draft, name), getattr(home, name)
        if value not in {None, ""} and value != held:
            values[name] = value
            told.append(Difference(name, "", held, value))
    if draft.village is not None and draft.village.pk != home.village_id:
        values["village_id"] = draft.village.pk
        told.append(
            Difference("village", "", home.village.full_name if home.village else None, draft.village.full_name)
        )
    for name in ("causes", "supports"):
        joined = ";".join(getattr(draft, name))
        if joined and joined != getattr(home, name):
            values[name] = joined
            told.append(Difference(name, "", getattr(home, name), joined))
    more = {name: value for name, value in plain_value(dict(draft.extra)).items() if name not in PLACE_WORDS}
    extra = {**home.extra, **more}
    if extra != home.extra:
        values["extra"] = extra
        told += [
            Difference(name, "", home.extra.get(name), value)
            for name, value in more.items()
            if home.extra.get(name) != value
        ]
    return values


def _pairs(given: Iterable[MemberDraft], live: Live) -> tuple[list[tuple[MemberDraft, Member]], list[MemberDraft]]:
    """Each person of the file with the same person of the household: by number, then name and year, then name."""
    free = {member.pk: member for member in live.members}
    indexes = {bytes(row.index): pk for pk, rows in live.numbers.items() for row in rows}
    pairs: list[tuple[MemberDraft, Member]] = []
    waiting: list[MemberDraft] = []
    for draft in given:
        pk = next((indexes[key] for key in _indexes(draft) if key in indexes), None)
        if pk in free:
            pairs.append((draft, free.pop(pk)))
        else:
            waiting.append(draft)
    for sure in (True, False):
        left: list[MemberDraft] = []
        for draft in waiting:
            same = [member for member in free.values() if _alike(draft, member, with_year=sure)]
            if len(same) == 1 or (same and sure):
                pairs.append((draft, free.pop(same[0].pk)))
            else:
                left.append(draft)
        waiting = left
    return pairs, waiting


def _indexes(draft: MemberDraft) -> list[bytes]:
    return [index_of(number) for number in (draft.personal_id, draft.old_id) if number.strip()]


def _alike(draft: MemberDraft, member: Member, *, with_year: bool) -> bool:
    if fold(draft.full_name) != fold(member.full_name):
        return False
    if with_year:
        return draft.birth_year is not None and draft.birth_year == member.birth_year
    return draft.birth_year is None or member.birth_year is None


def _member_change(draft: MemberDraft, member: Member, live: Live, told: list[Difference]) -> MemberChange | None:
    values: dict[str, Any] = {}
    for name in MEMBER_FIELDS:
        value, held = getattr(draft, name), getattr(member, name)
        if name == "full_name":
            value = clean(value)
        if value not in {None, ""} and value != held:
            values[name] = value
            told.append(Difference(name, member.full_name, plain_value(held), plain_value(value)))
    if draft.relation not in {"", HEAD} and member.relation not in {HEAD, draft.relation}:
        values["relation"] = draft.relation
        told.append(Difference("relation", member.full_name, member.relation, draft.relation))
    for name in ("facts", "extra"):
        held = getattr(member, name)
        more = plain_value(dict(getattr(draft, name)))
        if any(held.get(key) != value for key, value in more.items()):
            values[name] = {**held, **more}
            told += [
                Difference(key, member.full_name, held.get(key), value)
                for key, value in more.items()
                if held.get(key) != value
            ]
    numbers = _new_numbers(draft, member, live, told)
    before, health = _health(draft, member, live, told)
    if not values and not numbers and health is None:
        return None
    return MemberChange(member, values, numbers, health, before)


def _health(
    draft: MemberDraft, member: Member, live: Live, told: list[Difference]
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Health facts before and after; None after when the file tells nothing new. What it does not tell stays.

    Only people of whom the file tells health facts have theirs unsealed.
    """
    if not draft.health:
        return {}, None
    row = live.health.get(member.pk)
    before = health_of(row) if row else {}
    after = {name: value for name, value in {**before, **draft.health}.items() if value not in NOTHING}
    if after == {name: value for name, value in before.items() if value not in NOTHING}:
        return before, None
    told.append(Difference(HEALTH, member.full_name, before, after))
    return before, after


def _new_numbers(draft: MemberDraft, member: Member, live: Live, told: list[Difference]) -> dict[NumberKind, str]:
    held = {row.kind: row for row in live.numbers.get(member.pk, [])}
    known = {bytes(row.index) for row in held.values()}
    found: dict[NumberKind, str] = {}
    for kind, number in ((NumberKind.PERSONAL_ID, draft.personal_id), (NumberKind.OLD_ID, draft.old_id)):
        plain = tidy(number)
        if plain and index_of(plain) not in known:
            found[kind] = plain
            before = f"…{held[kind].tail}" if kind in held else None
            told.append(Difference(str(kind), member.full_name, before, f"…{plain[-3:]}"))
    return found


def _one_head(
    given: Sequence[MemberDraft], pairs: Sequence[tuple[MemberDraft, Member]], changes: list[MemberChange], live: Live,
    told: list[Difference],
) -> list[MemberChange]:  # fmt: skip
    """Where the file names another of the members as head, the two relations change together."""
    head = next((member for draft, member in pairs if draft.relation == HEAD), None)
    named = any(draft.relation == HEAD for draft in given) and len(given) > 1
    if head is None or not named or head.relation == HEAD:
        return changes
    relations = {member.pk: draft.relation for draft, member in pairs}
    by_member = {change.member.pk: change for change in changes}
    for member in live.members:
        relation = (
            HEAD if member.pk == head.pk else relations.get(member.pk) or "other" if member.relation == HEAD else ""
        )
        if not relation:
            continue
        told.append(Difference("relation", member.full_name, member.relation, relation))
        before = by_member.get(member.pk, MemberChange(member))
        by_member[member.pk] = replace(before, values={**before.values, "relation": relation})
    return list(by_member.values())


def _joined(fresh: Sequence[MemberDraft], live: Live, told: list[Difference]) -> list[MemberDraft]:
    """People of the file whom the household does not have yet: members, numbered on; never a second head."""
    last = max((member.number for member in live.members), default=0)
    has_head = any(member.relation == HEAD for member in live.members)
    joined = []
    for at, draft in enumerate(fresh, start=1):
        relation = "other" if draft.relation == HEAD and has_head else draft.relation
        joined.append(replace(draft, number=last + at, relation=relation))
        told.append(Difference("member", draft.full_name, None, draft.full_name))
    return joined


def is_empty(change: HouseholdChange) -> bool:
    """Whether writing the change would change nothing."""
    counted = bool(change.count) and change.count > max(change.household.member_count, 0)
    return not (change.values or change.members or change.joined or change.answers or counted)


def as_plain(told: Iterable[Difference]) -> list[Mapping[str, Any]]:
    """Differences as JSON."""
    return [
        {"what": item.what, "who": item.who, "before": plain_value(item.before), "after": plain_value(item.after)}
        for item in told
    ]
