"""Duties kept apart: who forms a judgement does not check it, who prepares does not approve.

Pure rules over roles and places; a place is the set of ids of a unit and of all units above it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rasoat.web.accounts.models import Role

Place = frozenset[int]
"""A unit's own id and the ids of the units above it. The nation is the empty set."""

APART: frozenset[frozenset[str]] = frozenset(
    {
        frozenset({Role.REVIEWER.value, Role.RECHECKER.value}),
        frozenset({Role.COMMUNE_OFFICER.value, Role.COMMUNE_CHAIR.value}),
    }
)
"""Pairs of roles that one person may not hold on overlapping units."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A role held on a unit. `unit`: the unit's own id, None for the nation."""

    role: str
    unit: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Leave:
    """A recorded exception: two duties on one unit and below it, between two days (both included)."""

    duties: frozenset[str]
    unit: int
    valid_from: date
    valid_until: date


def covers(duty: Duty, other: Duty) -> bool:
    """Whether the unit of a duty is that of the other, or lies above it."""
    return duty.unit is None or duty.unit in other.place


def overlap(one: Duty, other: Duty) -> bool:
    """Whether the units of two duties share ground: one holds the other, since units form a tree."""
    return covers(one, other) or covers(other, one)


def clash(new: Duty, held: Iterable[Duty]) -> Duty | None:
    """The first duty held that must be kept apart from the new one; None when there is none."""
    for duty in held:
        if frozenset({new.role, duty.role}) in APART and overlap(new, duty):
            return duty
    return None


def allowed_until(new: Duty, held: Duty, leaves: Iterable[Leave], on: date) -> date | None:
    """Until when a recorded exception lets the two duties stand together; None when none does on that day.

    The exception must cover the ground that both share: the lower one of the two units.
    """
    shared = new if covers(held, new) else held
    ends = [
        leave.valid_until
        for leave in leaves
        if leave.duties == frozenset({new.role, held.role})
        and leave.unit in shared.place
        and leave.valid_from <= on <= leave.valid_until
    ]
    return max(ends, default=None)


def pair_code(roles: Iterable[str]) -> str:
    """How a pair is written in `DutyException.duties`: sorted, with a plus."""
    return "+".join(sorted(roles))
