"""Keep the search index in step with the register. Called by actions, inside their own transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction

from rasoat.web.areas.models import Level, Succession, Unit
from rasoat.web.register.models import Household, Member, SearchRow, SearchWord, SourceKey
from rasoat.web.register.search.words import (
    FLAGS,
    code_words,
    mark_word,
    person_words,
    readings,
    text_of,
    unit_words,
    words,
)
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row

BATCH = 1000
_COLUMNS = (
    "id", "code", "province_id", "commune_id", "village_id", "head_id", "head_name", "sort_key", "permanent_address",
    "present_address", "ended_on", "flag_minority", "flag_local_minority", "flag_no_labour", "flag_merit",
    "female_head",
)  # fmt: skip


class _Home(NamedTuple):
    id: int
    code: str
    province_id: int
    commune_id: int
    village_id: int | None
    head_id: int | None
    head_name: str
    sort_key: str
    permanent_address: str
    present_address: str
    ended_on: object
    minority: bool | None
    local_minority: bool | None
    no_labour: bool | None
    merit: bool | None
    female_head: bool | None


def index_households(household_ids: Iterable[int]) -> None:
    """Index households as they now stand, new or changed (six queries and two writes a thousand). Inside a transaction.

    After a change of a unit's name or place, index its households again (`rebuild`).
    """
    places = _Places()
    for ids in _batches(household_ids):
        rows = _rows(ids, places)
        _write(rows)
        _keep_words(rows)


def rows_as_due(household_ids: Iterable[int]) -> Iterator[SearchRow]:
    """The rows that households should have in the index, not saved."""
    places = _Places()
    for ids in _batches(household_ids):
        yield from _rows(ids, places)


def words_missing(rows: Iterable[SearchRow]) -> set[str]:
    """What the vocabulary should know of these rows and does not."""
    found = readings(word for row in rows for word in row.text.split())
    return found - set(SearchWord.objects.filter(word__in=found).values_list("word", flat=True))


def _rows(ids: Sequence[int], places: "_Places") -> list[SearchRow]:
    homes = [_Home(*row) for row in Household.objects.filter(pk__in=ids).order_by("pk").values_list(*_COLUMNS)]
    places.learn(homes)
    people = _people(homes)
    numbered = _source_ids(ids)
    return [_row(home, people[home.id], numbered[home.id], places) for home in homes]


def _write(rows: Sequence[SearchRow]) -> None:
    """New rows by the quick way; known ones are written over."""
    known = set(SearchRow.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    insert(row for row in rows if row.pk not in known)
    SearchRow.objects.bulk_create(
        [row for row in rows if row.pk in known], batch_size=BATCH, update_conflicts=True, unique_fields=["household"],
        update_fields=["province", "commune", "village", "living", "sort_key", "text"],
    )  # fmt: skip


def drop_households(household_ids: Iterable[int]) -> None:
    """Take households out of the index."""
    for ids in _batches(household_ids):
        SearchRow.objects.filter(pk__in=ids).delete()


def rebuild(commune: Unit | None = None) -> int:
    """Index every household again, of one commune or of the register; a transaction each thousand. How many."""
    homes = Household.objects.order_by("pk")
    if commune is not None:
        homes = homes.filter(commune=commune)
    done, last = 0, 0
    while ids := list(homes.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            index_households(ids)
        done, last = done + len(ids), ids[-1]
    return done


def _batches(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]


def _people(homes: Sequence[_Home]) -> dict[int, list[list[str]]]:
    """Words of the living members, the head first; of the head's written name where nobody is known."""
    heads = {home.id: home.head_id for home in homes}
    lines: dict[int, list[list[str]]] = defaultdict(list)
    rows = (
        Member.objects.filter(household_id__in=[home.id for home in homes], left_on__isnull=True)
        .order_by("household_id", "number", "id")
        .values_list("id", "household_id", "full_name", "birth_year")
    )
    for pk, household_id, full_name, birth_year in rows:
        line = person_words(full_name, birth_year)
        lines[household_id].insert(0 if pk == heads[household_id] else len(lines[household_id]), line)
    for home in homes:
        if not lines[home.id]:
            lines[home.id].append(person_words(home.head_name, None))
    return lines


def _source_ids(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for household_id, value in SourceKey.objects.filter(household_id__in=ids).values_list("household_id", "value"):
        found[household_id] += words(value)
    return found


def _row(home: _Home, people: list[list[str]], numbered: list[str], places: "_Places") -> SearchRow:
    shared = [
        *code_words(home.code), *numbered, *places.words(home), *words(home.permanent_address),
        *words(home.present_address), *(mark_word(flag) for flag in FLAGS if getattr(home, flag)),
    ]  # fmt: skip
    return make_row(
        SearchRow, household_id=home.id, province_id=home.province_id, commune_id=home.commune_id,
        village_id=home.village_id, living=home.ended_on is None, sort_key=home.sort_key, text=text_of(people, shared),
    )  # fmt: skip


def _keep_words(rows: Iterable[SearchRow]) -> None:
    """Add words not known yet; in the same transaction as the rows that hold them."""
    insert(make_row(SearchWord, word=word) for word in sorted(words_missing(rows)))


class _Places:
    """Words of units, read once a call. A unit also answers to those it came from, a commune to their districts too."""

    def __init__(self) -> None:
        self._units: dict[int, list[str]] = {}

    def learn(self, homes: Iterable[_Home]) -> None:
        """Read the units of these households that are not known yet (a query, and one a step back in time)."""
        wanted = {pk for home in homes for pk in (home.village_id, home.commune_id, home.province_id) if pk}
        missing = wanted - self._units.keys()
        if not missing:
            return
        for pk, kind, name in Unit.objects.filter(pk__in=missing).values_list("pk", "kind", "name"):
            self._units[pk] = unit_words(kind, name)
        followers, told = {pk: {pk} for pk in missing}, {(pk, pk) for pk in missing}
        while followers:
            rows = Succession.objects.filter(after_id__in=followers).select_related("before__parent").order_by("pk")
            earlier: dict[int, set[int]] = defaultdict(set)
            for row in rows:
                above = row.before.parent
                units = [row.before, *([above] if above and above.level == Level.DISTRICT else [])]
                for today in followers[row.after_id]:
                    if (today, row.before_id) not in told:
                        told.add((today, row.before_id))
                        self._units[today] += [word for unit in units for word in unit_words(unit.kind, unit.name)]
                        earlier[row.before_id].add(today)
            followers = earlier

    def words(self, home: _Home) -> list[str]:
        """Words of the units of a household, the nearest first."""
        own = self._units.get(home.village_id, []) if home.village_id else []
        return [*own, *self._units[home.commune_id], *self._units[home.province_id]]
