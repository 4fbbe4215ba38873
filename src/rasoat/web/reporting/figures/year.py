"""What the year did before its periodic review: classes changed by monthly decisions, households that came and went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from rasoat.tables.inputs import LISTED
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.register.models import DecisionLine, DecisionState, EventKind, Household, HouseholdEvent
from rasoat.web.reviews.models import Case, Result
from rasoat.web.rounds.models import Purpose, Round, RoundKind

_ENDS = (EventKind.MOVED_OUT, EventKind.ENDED, EventKind.MERGED, EventKind.DEATH, EventKind.DUPLICATE)
_DIED = (EventKind.ENDED, EventKind.DEATH)


@dataclass(frozen=True, slots=True)
class Opening:
    """Class and members of a household at the beginning of the year."""

    household_class: str
    size: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A listed household that ended, or left the commune, before the round. `how`: `died` or `moved_out`."""

    home: Household
    opening: Opening
    how: str


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """What reports 2 and 3 of the year must tell besides the round.

    `opening`: by household, where a monthly decision changed the class since. `outside`: the last monthly result of
    households without a case in the round. `came`: by household, the code of the commune of the province that it came
    from; empty when it came from outside.
    """

    opening: Mapping[int, Opening] = field(default_factory=dict)
    outside: Sequence[Result] = ()
    gone: Sequence[Gone] = ()
    came: Mapping[int, str] = field(default_factory=dict)


def year_so_far(row: Round, commune: Unit, standard_id: str, *, alone: bool) -> YearSoFar:
    """The year of an official periodic round in a commune (seven queries); nothing for rounds that do not count.

    `alone`: seen from the commune: a household that moved on to another commune of the province is gone. Seen from the
    province it is not: the commune where it is reviewed tells of it.
    """
    if not row.counts:
        return YearSoFar()
    own = whole_predecessors({commune.pk})
    monthly = _monthly(row, own, standard_id)
    opening: dict[int, Opening] = {}
    last: dict[int, Result] = {}
    for result in monthly:
        home = result.case.household_id
        opening.setdefault(home, Opening(result.opening_class, result.case.member_count))
        last[home] = result
    reviewed = set(Case.objects.filter(round=row, household__in=list(last)).values_list("household", flat=True))
    outside = [
        result for home, result in last.items()
        if home not in reviewed and result.case.household.commune_id == commune.pk
        and result.case.household.ended_on is None
    ]  # fmt: skip
    gone = list(_gone(row, commune, own, standard_id, opening, alone=alone))
    return YearSoFar(opening, outside, gone, _came(row, commune))


def monthly_rounds(row: Round, standard_id: str) -> QuerySet[Round]:
    """The official monthly rounds of the year of a periodic one."""
    return Round.objects.filter(
        purpose=Purpose.OFFICIAL, kind=RoundKind.REGULAR, year=row.year, province=row.province_id,
        standards__standard_id=standard_id,
    ).exclude(state="draft")  # fmt: skip


def _monthly(row: Round, own: Iterable[int], standard_id: str) -> list[Result]:
    rows = Result.objects.filter(
        round__in=monthly_rounds(row, standard_id), commune__in=own, standard_id=standard_id
    ).exclude(final="")
    return list(rows.select_related("case__household", "case__village", "assessment").order_by("round__month", "pk"))


def _gone(
    row: Round, commune: Unit, own: Iterable[int], standard_id: str, opening: Mapping[int, Opening], *, alone: bool
) -> Iterable[Gone]:
    ended = Q(kind__in=_ENDS, household__ended_on__isnull=False)
    moved = Q(kind=EventKind.MOVED_WITHIN) & ~Q(household__commune=commune)
    cases = Case.objects.filter(round=row, household=OuterRef("household"))
    events = HouseholdEvent.objects.filter(
        ended | moved, commune__in=own, on__gte=date(row.year, 1, 1), on__lte=row.ends_on, undone_by__isnull=True
    )
    if alone:
        cases = cases.filter(commune=commune)
    events = events.filter(~Exists(cases)).select_related("household", "household__village").order_by("on", "pk")
    first: dict[int, HouseholdEvent] = {}
    for event in events:
        first.setdefault(event.household_id, event)
    lines = _lines(first, standard_id)
    for pk, event in first.items():
        held = opening.get(pk) or _in_force(lines.get(pk, ()), event)
        if held is not None and held.household_class in LISTED:
            yield Gone(event.household, held, "died" if event.kind in _DIED else "moved_out")


def _lines(homes: Iterable[int], standard_id: str) -> dict[int, list[DecisionLine]]:
    rows = DecisionLine.objects.filter(
        household__in=list(homes), decision__state=DecisionState.VALID, decision__standard_id=standard_id
    )
    found: dict[int, list[DecisionLine]] = {}
    for line in rows.select_related("decision").order_by("decision__effective_from", "decision__recorded_at", "id"):
        found.setdefault(line.household_id, []).append(line)
    return found


def _in_force(lines: Sequence[DecisionLine], event: HouseholdEvent) -> Opening | None:
    """What held on the day before the event."""
    day = event.on - timedelta(days=1)
    held = [
        line for line in lines
        if line.decision.effective_from <= day
        and (line.decision.effective_until is None or line.decision.effective_until >= day)
    ]  # fmt: skip
    if not held:
        return None
    size = held[-1].member_count
    return Opening(held[-1].household_class, event.household.member_count if size is None else size)


def _came(row: Round, commune: Unit) -> dict[int, str]:
    events = HouseholdEvent.objects.filter(
        kind__in=(EventKind.MOVED_IN, EventKind.MOVED_WITHIN), household__cases__round=row,
        household__cases__commune=commune, on__gte=date(row.year, 1, 1), on__lte=row.ends_on, undone_by__isnull=True,
    )  # fmt: skip
    found: dict[int, str] = {}
    own = whole_predecessors({commune.pk})
    for event in events.select_related("commune").order_by("-on", "-pk"):
        if event.kind == EventKind.MOVED_IN:
            found[event.household_id] = ""
        elif event.commune_id not in own:
            found[event.household_id] = event.commune.code
    return found
