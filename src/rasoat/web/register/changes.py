"""Changes of households as somebody wants them written in bulk, and what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import Household, Member, NumberKind


@dataclass(frozen=True, slots=True)
class MemberChange:
    """New values of `Member` fields, and new numbers by kind, for one living member.

    `health`: all health facts as they shall stand, None to leave them; `health_before`: those that stand now.
    """

    member: Member
    values: Mapping[str, Any] = field(default_factory=dict)
    numbers: Mapping[NumberKind, str] = field(default_factory=dict)
    health: Mapping[str, Any] | None = None
    health_before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HouseholdChange:
    """What changes in one household. `living`: its members now; `count`: persons known to live there, 0 unknown.

    `health_since`: the day of the latest change of health facts there.
    """

    household: Household
    living: Sequence[Member]
    values: Mapping[str, Any] = field(default_factory=dict)
    members: Sequence[MemberChange] = ()
    joined: Sequence[MemberDraft] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    count: int = 0
    health_since: date | None = None

    @property
    def latest_state(self) -> date:
        """The day from which the newest of the states holds that this would replace; the first of all days for none."""
        rows: list[Household | Member] = [each.member for each in self.members if each.values]
        if self.values or self.joined:
            rows.append(self.household)
        days = [row.since for row in rows]
        if self.health_since is not None and any(each.health is not None for each in self.members):
            days.append(self.health_since)
        return max(days, default=date.min)


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """Ids of what a change wrote, as an undo needs them (the rest stands in the event's `changes`)."""

    event: int
    sheet: int | None = None
