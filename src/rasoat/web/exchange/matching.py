"""Find the households of a file in the register: by code, by an office's own number, by identity numbers, by name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext_noop

from rasoat.survey.text import fold
from rasoat.web.areas.models import Unit
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.household_rows import HEAD
from rasoat.web.register.identity import index_of
from rasoat.web.register.models import Household, PersonalNumber, SourceKey

CHUNK = 5000
CODE, SOURCE, NUMBER, NAME = "code", "source", "number", "name"
_STRENGTH = {CODE: 4, SOURCE: 3, NUMBER: 2, NAME: 1, "": 0}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one household of the file: a household, or candidates for a person to choose from."""

    household_id: int | None = None
    by: str = ""
    candidates: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    household_id: int
    village_id: int | None
    birth_year: int | None


def match(drafts: Mapping[str, HouseholdDraft], province: Unit) -> dict[str, Match]:
    """A match for every draft, by its code in the file. A household of the register goes to one draft."""
    found = _by_code(drafts, province)
    _fill(found, _by_source(drafts, province))
    _fill(found, _by_number({key: draft for key, draft in drafts.items() if key not in found}, province))
    rest = {key: draft for key, draft in drafts.items() if key not in found}
    taken = {item.household_id for item in found.values() if item.household_id}
    _fill(found, _by_name(rest, taken))
    communes = _communes_of(found)
    return {key: _settled(drafts[key], item, communes) for key, item in _one_each(found).items()} | {
        key: Match() for key in drafts if key not in found
    }


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Parts of a list that fit into one query."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def _fill(found: dict[str, Match], more: Mapping[str, Match]) -> None:
    for key, item in more.items():
        found.setdefault(key, item)


def _by_code(drafts: Mapping[str, HouseholdDraft], province: Unit) -> dict[str, Match]:
    """The file carries our own codes: it came out of this register."""
    codes = {draft.source_value: key for key, draft in drafts.items() if draft.source_value.startswith(province.code)}
    living = Household.objects.filter(province=province, ended_on__isnull=True)
    rows = (row for part in chunks(list(codes)) for row in living.filter(code__in=part).values_list("code", "pk"))
    return {codes[code]: Match(pk, CODE) for code, pk in rows}


def _by_source(drafts: Mapping[str, HouseholdDraft], province: Unit) -> dict[str, Match]:
    by_source: dict[str, dict[str, str]] = {}
    for key, draft in drafts.items():
        if draft.source_value:
            by_source.setdefault(draft.source, {})[draft.source_value] = key
    found: dict[str, Match] = {}
    for source, keys in by_source.items():
        for part in chunks(list(keys)):
            rows = SourceKey.objects.filter(
                province=province, source=source, value__in=part, household__ended_on__isnull=True
            ).values_list("value", "household_id")
            found |= {keys[value]: Match(pk, SOURCE) for value, pk in rows}
    return found


def _by_number(drafts: Mapping[str, HouseholdDraft], province: Unit) -> dict[str, Match]:
    wanted: dict[bytes, list[str]] = {}
    for key, draft in drafts.items():
        for number in _numbers(draft):
            wanted.setdefault(index_of(number), []).append(key)
    votes: dict[str, Counter[int]] = {}
    for part in chunks(list(wanted)):
        rows = PersonalNumber.objects.filter(
            province=province, index__in=part, until__isnull=True, member__left_on__isnull=True,
            member__household__ended_on__isnull=True,
        ).values_list("index", "member__household_id")  # fmt: skip
        for index, household_id in rows:
            for key in wanted[bytes(index)]:
                votes.setdefault(key, Counter())[household_id] += 1
    return {key: _elected(counter) for key, counter in votes.items()}


def _elected(votes: Counter[int]) -> Match:
    best = votes.most_common()
    if len(best) == 1 or best[0][1] > best[1][1]:
        return Match(best[0][0], NUMBER)
    return Match(
        None, NUMBER, tuple(pk for pk, _ in best), gettext_noop("Số định danh của hộ này nằm ở nhiều hộ trong sổ.")
    )


def _by_name(drafts: Mapping[str, HouseholdDraft], taken: Set[int]) -> dict[str, Match]:
    communes = {draft.commune.pk for draft in drafts.values()}
    names: dict[tuple[int, str], list[_Head]] = {}
    rows = Household.objects.filter(commune__in=communes, ended_on__isnull=True).values_list(
        "pk", "commune_id", "head_name", "village_id", "head__birth_year"
    )
    for pk, commune_id, name, village_id, year in rows.iterator(CHUNK):
        if pk not in taken:
            names.setdefault((commune_id, fold(name)), []).append(_Head(pk, village_id, year))
    found: dict[str, Match] = {}
    for key, draft in drafts.items():
        name, year = head_of(draft)
        village = draft.village.pk if draft.village else None
        alike = [
            head for head in names.get((draft.commune.pk, fold(name)), [])
            if (village is None or head.village_id is None or head.village_id == village)
            and (year is None or head.birth_year is None or head.birth_year == year)
        ]  # fmt: skip
        if alike:
            found[key] = _named(alike, village, year)
    return _unless_other_number(found, drafts)


def _named(alike: Sequence[_Head], village: int | None, year: int | None) -> Match:
    sure = village is not None and year is not None
    exact = [head for head in alike if sure and head.village_id == village and head.birth_year == year]
    if len(exact) == 1 and len(alike) == 1:
        return Match(exact[0].household_id, NAME)
    why = gettext_noop("Có hộ cùng tên chủ hộ, nhưng chưa đủ thôn, năm sinh hoặc số định danh để chắc là một hộ.")
    return Match(None, NAME, tuple(head.household_id for head in alike[:10]), why)


def _unless_other_number(found: dict[str, Match], drafts: Mapping[str, HouseholdDraft]) -> dict[str, Match]:
    """The same name with another identity number is for a person to settle."""
    pairs = {item.household_id: key for key, item in found.items() if item.household_id and _head_number(drafts[key])}
    for part in chunks(list(pairs)):
        rows = PersonalNumber.objects.filter(
            member__household__in=part, member__relation=HEAD, member__left_on__isnull=True, until__isnull=True
        ).values_list("member__household_id", "index")
        held: dict[int, set[bytes]] = {}
        for household_id, index in rows:
            held.setdefault(household_id, set()).add(bytes(index))
        for household_id, indexes in held.items():
            key = pairs[household_id]
            if index_of(_head_number(drafts[key])) not in indexes:
                found[key] = Match(
                    None, NAME, (household_id,), gettext_noop("Cùng tên, năm sinh, thôn nhưng khác số định danh.")
                )
    return found


def _one_each(found: Mapping[str, Match]) -> dict[str, Match]:
    """A household claimed by several drafts goes to the strongest claim; the others are asked."""
    claims: dict[int, list[str]] = {}
    for key, item in found.items():
        if item.household_id is not None:
            claims.setdefault(item.household_id, []).append(key)
    made = dict(found)
    for household_id, keys in claims.items():
        if len(keys) > 1:
            ranked = sorted(keys, key=lambda key: -_STRENGTH[found[key].by])
            alone = _STRENGTH[found[ranked[0]].by] > _STRENGTH[found[ranked[1]].by]
            for key in ranked[1:] if alone else ranked:
                made[key] = Match(
                    None,
                    found[key].by,
                    (household_id,),
                    gettext_noop("Hai hộ trong tệp cùng khớp với một hộ trong sổ."),
                )
    return made


def _communes_of(found: Mapping[str, Match]) -> dict[int, int]:
    ids = sorted({item.household_id for item in found.values() if item.household_id})
    return {
        pk: commune
        for part in chunks(ids)
        for pk, commune in Household.objects.filter(pk__in=part).values_list("pk", "commune_id")
    }


def _settled(draft: HouseholdDraft, item: Match, communes: Mapping[int, int]) -> Match:
    """A household that lives in another commune is not moved by a file."""
    if item.household_id is None or communes[item.household_id] == draft.commune.pk:
        return item
    why = gettext_noop("Hộ này đang ở xã khác trong sổ. Nếu hộ đã chuyển đến, hãy ghi biến động chuyển hộ.")
    return Match(None, item.by, (item.household_id,), why)


def head_of(draft: HouseholdDraft) -> tuple[str, int | None]:
    """Name and birth year of the head of a draft."""
    head = next((member for member in draft.members if member.relation == HEAD), None) or next(
        iter(draft.members), None
    )
    if head is None:
        return draft.head_name, None
    return head.full_name or draft.head_name, head.birth_date.year if head.birth_date else head.birth_year


def _head_number(draft: HouseholdDraft) -> str:
    head = next((member for member in draft.members if member.relation == HEAD), None)
    return (head.personal_id or head.old_id) if head else ""


def _numbers(draft: HouseholdDraft) -> Iterable[str]:
    return [number for member in draft.members for number in (member.personal_id, member.old_id) if number.strip()]


def as_plain(item: Match) -> dict[str, Any]:
    """For the details of a row."""
    return {"candidates": list(item.candidates), "why": item.why} if item.candidates else {}
