"""Rows that a change of many households writes, and their entries in the ledger: one entry a household."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import locked_chain, make_entry
from rasoat.web.register.changes import HouseholdChange, WrittenChange
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import (
    FactSheet,
    Household,
    HouseholdEvent,
    Member,
    MemberHealth,
    PastState,
    PersonalNumber,
)  # fmt: skip

BATCH = 1000


@dataclass(slots=True)
class ChangedRows:
    """Everything to be written, collected over all households.

    `replaced`: numbers that end; `numbers` and `health`: new ones. `members`: those that changed; `joined`: new ones.
    """

    past: list[PastState] = field(default_factory=list)
    homes: list[Household] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    joined: list[tuple[MemberDraft, Member]] = field(default_factory=list)
    replaced: list[PersonalNumber] = field(default_factory=list)
    numbers: list[PersonalNumber] = field(default_factory=list)
    health: list[MemberHealth] = field(default_factory=list)
    sheets: list[FactSheet] = field(default_factory=list)

    def by_household(self, changes: Sequence[HouseholdChange]) -> Mapping[int, Mapping[str, list[Any]]]:
        """The rows of each household, by what they are; without the household itself and its answers."""
        parts = ("members", "joined", "past", "numbers", "replaced", "health")
        own: dict[int, dict[str, list[Any]]] = {change.household.pk: {name: [] for name in parts} for change in changes}
        for state in self.past:
            own[state.household_id]["past"].append(state)
        home_of = {member.pk: member.household_id for change in changes for member in change.living}
        home_of |= {member.pk: member.household_id for _draft, member in self.joined}
        for name, members in (("members", self.members), ("joined", [member for _draft, member in self.joined])):
            for member in members:
                own[home_of[member.pk]][name].append(member)
        for name, numbers in (("numbers", self.numbers), ("replaced", self.replaced)):
            for number in numbers:
                own[home_of[number.member_id]][name].append(number)
        for health in self.health:
            own[home_of[health.member_id]]["health"].append(health)
        return own


def enter_changes(
    acting: Acting, commune: Unit, changes: Sequence[HouseholdChange], events: Sequence[HouseholdEvent],
    rows: ChangedRows, reason: str, capability: Capability,
) -> list[WrittenChange]:  # fmt: skip
    """Write the entries, and into the events what an undo needs. The rows have their ids; inside the transaction.

    `events`: one a change, in the same order, which is that of the result too.
    """
    chain = locked_chain(commune)
    role = acting.role_for(capability, commune)
    sheets = {sheet.household_id: sheet for sheet in rows.sheets}
    entries, written = [], []
    own = rows.by_household(changes)
    for change, event in zip(changes, events, strict=True):
        parts = own[change.household.pk]
        event.changes["created_members"] = [row.pk for row in parts["joined"]]
        event.changes["numbers"] = {
            "opened": [row.pk for row in parts["numbers"]], "closed": [row.pk for row in parts["replaced"]],
        }  # fmt: skip
        if told := [each.member.pk for each in change.members if each.health is not None]:
            event.changes["health"] = told
    HouseholdEvent.objects.bulk_update(events, ["changes"], batch_size=200)
    for change, event in zip(changes, events, strict=True):
        home = change.household
        parts = own[home.pk]
        sheet = sheets.get(home.pk)
        touched = [home, event, *(row for rows_of in parts.values() for row in rows_of), *([sheet] if sheet else [])]
        before, after = _health(change)
        entries.append(
            make_entry(
                chain, acting, f"register.household_{event.kind}", home, rows=touched, before=before,
                after={"changes": event.changes.get("fields", []), **after}, reason=reason, role=role,
            )
        )  # fmt: skip
        written.append(WrittenChange(event.pk, sheet.pk if sheet else None))
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    chain.save(update_fields=["length", "head"])
    return written


def _health(change: HouseholdChange) -> tuple[dict[str, Any], dict[str, Any]]:
    """Health facts before and after by member, for the sealed part of the entry; nothing where none change."""
    told = [each for each in change.members if each.health is not None]
    if not told:
        return {}, {}
    before = {str(each.member.pk): each.health_before for each in told}
    return {"health": before}, {"health": {str(each.member.pk): each.health for each in told}}
