"""The register as it stood at the end of a day: listed households, their members, their class and answers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, Min, Q, QuerySet

from rasoat.web.areas.models import Level, Unit
from rasoat.web.register.history import as_it_was
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import DecisionLine, FactSheet, Household, Member, PastState, PersonalNumber
from rasoat.web.register.statuses import lines_in_force

PART: Final = 1000


@dataclass(frozen=True, slots=True)
class HomeThen:
    """A household of that day. `unlisted`: how many persons it has whom nobody entered. Rows must not be saved."""

    home: Household
    members: Sequence[Member]
    line: DecisionLine
    answers: Mapping[str, Any]
    unlisted: int

    @property
    def head(self) -> Member | None:
        """The head among the members of that day."""
        return next((member for member in self.members if member.pk == self.home.head_id), None)


def homes_on(place: Unit, standard_id: str, classes: Collection[str], day: date) -> Iterator[HomeThen]:
    """Households that lived in the place that day and were of one of the classes, in the order of the register."""
    ids = list(_here(place, day).order_by("pk").values_list("pk", flat=True))
    found: list[HomeThen] = []
    for at in range(0, len(ids), PART):
        lines = lines_in_force(ids[at : at + PART], day, standard_id)
        wanted = {pk: line for (pk, _standard), line in lines.items() if line.household_class in classes}
        found += _homes(wanted, day)
    units = units_of(then.home for then in found)

    def place_of(then: HomeThen) -> tuple[Any, ...]:
        village = units.get(then.home.village_id or 0)
        return units[then.home.commune_id].sort_key, village.sort_key if village else "", then.home.sort_key

    yield from sorted(found, key=lambda then: (place_of(then), then.home.pk))


def knows(place: Unit, day: date) -> bool:
    """Whether the register held any household of the place that day, living or ended."""
    return _here(place, day).exists()


def first_day_of(place: Unit) -> date | None:
    """The first day of which the register knows a household of the place; None without households."""
    field = _field(place)
    live = Household.objects.filter(**{field: place.pk}).aggregate(day=Min("since"))["day"]
    kept = PastState.objects.filter(member__isnull=True, wrong=False, **{f"values__{field}": place.pk})
    before = kept.aggregate(day=Min("since"))["day"]
    return min((day for day in (live, before) if day), default=None)


def units_of(homes: Iterable[Household]) -> dict[int, Unit]:
    """Communes, villages and provinces of the households by id."""
    ids = {pk for home in homes for pk in (home.commune_id, home.village_id, home.province_id) if pk}
    return Unit.objects.in_bulk(ids)


def numbers_on(members: Sequence[int], day: date) -> dict[int, dict[str, str]]:
    """Identity numbers of that day, unsealed, by member."""
    held = PersonalNumber.objects.filter(Q(since__isnull=True) | Q(since__lte=day)).select_related("member")
    held = held.filter(Q(until__isnull=True) | Q(until__gt=day)).order_by(F("until").desc(nulls_first=True), "pk")
    found: dict[int, dict[str, str]] = {}
    for at in range(0, len(members), PART):
        for row in held.filter(member__in=members[at : at + PART]):
            found.setdefault(row.member_id, {})[row.kind] = reveal(row)
    return found


def _field(place: Unit) -> str:
    return "commune_id" if place.level == Level.COMMUNE else "province_id"


def _held(day: date) -> QuerySet[PastState]:
    """States that held that day and were replaced since."""
    return PastState.objects.filter(wrong=False, since__lte=day, until__gt=day)


def _here(place: Unit, day: date) -> QuerySet[Household]:
    field = _field(place)
    moved = _held(day).filter(member__isnull=True, **{f"values__{field}": place.pk})
    return Household.objects.filter(Q(since__lte=day, **{field: place.pk}) | Q(pk__in=moved.values("household")))


def _homes(lines: Mapping[int, DecisionLine], day: date) -> Iterator[HomeThen]:
    ids = list(lines)
    live = Household.objects.in_bulk(ids)
    past = {(row.household_id, row.member_id): row for row in _held(day).filter(household__in=ids)}
    people = _people(ids, past, day)
    answers = dict(
        FactSheet.objects.filter(household__in=ids, on__lte=day).order_by("on", "pk")
        .values_list("household_id", "values")
    )  # fmt: skip
    now = Member.objects.filter(household__in=ids, left_on__isnull=True).order_by().values("household_id")
    listed = {row["household_id"]: row["count"] for row in now.annotate(count=Count("pk"))}
    for pk, line in lines.items():
        state = past.get((pk, None))
        home = live[pk] if state is None else as_it_was(live[pk], state.values, state.since)
        if home.ended_on is None or home.ended_on > day:
            unlisted = max(0, live[pk].member_count - listed.get(pk, 0))
            yield HomeThen(home, people.get(pk, ()), line, answers.get(pk, {}), unlisted)


def _people(
    homes: Collection[int], past: Mapping[tuple[int, int | None], PastState], day: date
) -> dict[int, list[Member]]:
    """Those who lived in each household that day, in its order."""
    kept = {member: home for home, member in past if member}
    found: dict[int, list[Member]] = {}
    for row in Member.objects.filter(Q(household__in=homes, since__lte=day) | Q(pk__in=list(kept))):
        home = kept.get(row.pk)
        then = row
        if home is not None:
            state = past[home, row.pk]
            then = as_it_was(row, state.values, state.since)
        if then.left_on is None or then.left_on > day:
            found.setdefault(then.household_id, []).append(then)
    return {home: sorted(rows, key=lambda row: (row.number, row.pk)) for home, rows in found.items()}
