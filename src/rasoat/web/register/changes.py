"""Changes of households as somebody wants them written in bulk, and what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import Household, Member, NumberKind


@dataclass(frozen=True, slots=True)
class MemberChange:
    """New values of `Member` fields, and new numbers by kind, for one living member."""

    member: Member
    values: Mapping[str, Any] = field(default_factory=dict)
    numbers: Mapping[NumberKind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HouseholdChange:
    """What changes in one household. `living`: its members now; `count`: persons known to live there, 0 unknown."""

    household: Household
    living: Sequence[Member]
    values: Mapping[str, Any] = field(default_factory=dict)
    members: Sequence[MemberChange] = ()
    joined: Sequence[MemberDraft] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """Ids of what a change wrote, as an undo needs them (the rest stands in the event's `changes`)."""

    event: int
    sheet: int | None = None
