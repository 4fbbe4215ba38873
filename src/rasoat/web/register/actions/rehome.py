"""Households follow their villages into another commune, or another village, when units change. Thousands at a time."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import locked_chain, make_entry, record, state_of
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.models import (
    EventKind,
    Household,
    HouseholdEvent,
    Member,
    PastState,
    PersonalNumber,
    Status,
    ToDo,
)  # fmt: skip
from rasoat.web.register.search.index import index_households
from rasoat.web.store.bulk import insert, many_objects

BATCH = 1000


def rehome_villages(
    acting: Acting, villages: Sequence[Unit], to_commune: Unit, on: date, document: str, *, area: str = ""
) -> int:
    """Move all households of whole villages into a commune. Returns how many. Raises `NotAllowedError`."""
    chosen = Household.objects.filter(village__in=villages).exclude(commune=to_commune)
    return rehome_households(acting, chosen, to_commune, on, document, area=area)


def rehome_households(
    acting: Acting, chosen: QuerySet[Household], to_commune: Unit, on: date, document: str, *,
    to_village: Unit | None = None, area: str = "",
) -> int:  # fmt: skip
    """Move households, living and ended, with their members, statuses and to-dos; decisions and past facts stay where
    they were made. Each gets one event and keeps its former state; the new commune's chain gets one entry a household,
    the old one's a summary. `to_village`: their new village; `area`: their new area, where the law changed it.

    A state that began after `on` holds from its own day. Needs UNIT_EDIT there, or VILLAGE_EDIT inside one commune.
    """
    acting.require(Capability.VILLAGE_EDIT if to_village else Capability.UNIT_EDIT, to_commune)
    values: dict[str, Any] = {"commune_id": to_commune.pk, "province_id": to_commune.province_id}
    if to_village is not None:
        values["village_id"] = to_village.pk
    if area:
        values["area"] = area
    with transaction.atomic(), many_objects():
        left = dict.fromkeys(chosen.values_list("commune_id", flat=True).distinct(), 0)
        chain = locked_chain(to_commune)
        for homes in _pages(chosen):
            entries = _move(acting, chain, homes, values, on, document, left)
            insert(entries)
        chain.save(update_fields=["length", "head"])
        for commune in Unit.objects.filter(pk__in=left).exclude(pk=to_commune.pk).order_by("pk"):
            record(
                acting, "register.households_left", commune, unit=commune, reason=document,
                after={"households": left[commune.pk], "to": to_commune.key, "on": on},
            )  # fmt: skip
            refresh_counts(commune.pk)
        refresh_counts(to_commune.pk)
        return sum(left.values())


def _pages(chosen: QuerySet[Household]) -> Iterator[list[Household]]:
    """The households by id, a page at a time: moving one page may take it out of the query."""
    last = 0
    while homes := list(chosen.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = homes[-1].pk
        yield homes


def _move(
    acting: Acting, chain: Any, homes: Sequence[Household], values: dict[str, Any], on: date, document: str,
    left: dict[int, int],
) -> list[Entry]:  # fmt: skip
    ids = [home.pk for home in homes]
    members: dict[int, list[Member]] = {}
    for member in Member.objects.filter(household__in=ids).order_by("pk"):
        members.setdefault(member.household_id, []).append(member)
    was = {home.pk: {name: getattr(home, name) for name in values} for home in homes}
    events = [_event(acting, home, values, on, document) for home in homes]
    insert(events)
    past: dict[int, list[PastState]] = {}
    for home, event in zip(homes, events, strict=True):
        left[home.commune_id] += 1
        past[home.pk] = [_turn(home, values, event)]
        own = {name: value for name, value in values.items() if name in {"commune_id", "province_id"}}
        past[home.pk] += [_turn(member, own, event) for member in members.get(home.pk, ()) if _differs(member, own)]
    insert(state for states in past.values() for state in states)
    _write(acting, ids, values, on)
    index_households(ids)
    return [
        make_entry(
            chain, acting, "register.household_rehomed", home,
            rows=[home, *members.get(home.pk, ()), event, *past[home.pk]],
            before=was[home.pk], after=values, reason=document,
        )
        for home, event in zip(homes, events, strict=True)
    ]  # fmt: skip


def _event(acting: Acting, home: Household, values: dict[str, Any], on: date, document: str) -> HouseholdEvent:
    return HouseholdEvent(
        household=home, province_id=values["province_id"], commune_id=values["commune_id"], year=on.year,
        kind=EventKind.UNIT_CHANGE, on=on, document=document, recorded_by=acting.user, batch=acting.batch,
        changes={name: [getattr(home, name), value] for name, value in values.items() if getattr(home, name) != value},
    )  # fmt: skip


def _differs(member: Member, values: dict[str, Any]) -> bool:
    return any(getattr(member, name) != value for name, value in values.items())


def _turn(row: Household | Member, values: dict[str, Any], event: HouseholdEvent) -> PastState:
    """Give the row its new values in memory and return the state it had."""
    turn = max(event.on, row.since)
    state = PastState(
        household_id=event.household_id, member=row if isinstance(row, Member) else None, event=event,
        since=row.since, until=turn, values=state_of(row),
    )  # fmt: skip
    for name, value in values.items():
        setattr(row, name, value)
    row.since, row.version = turn, row.version + 1
    return state


def _write(acting: Acting, ids: Sequence[int], values: dict[str, Any], on: date) -> None:
    homes = Household.objects.filter(pk__in=ids)
    homes.update(**values, version=F("version") + 1, updated_at=acting.now())
    homes.filter(since__lt=on).update(since=on)
    commune = {name: values[name] for name in ("commune_id", "province_id")}
    people = Member.objects.filter(household__in=ids)
    moved = people.exclude(**commune)
    moved.filter(since__lt=on).update(since=on)
    moved.update(**commune, version=F("version") + 1, updated_at=acting.now())
    PersonalNumber.objects.filter(member__household__in=ids).exclude(province_id=values["province_id"]).update(
        province_id=values["province_id"]
    )
    Status.objects.filter(household__in=ids).update(**commune)
    ToDo.objects.filter(household__in=ids).update(commune_id=values["commune_id"])
