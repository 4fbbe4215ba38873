"""Take back what one import wrote in households of a commune: added ones end as if never there, changed return."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import locked_chain, make_entry, state_of
from rasoat.web.look.saying import Said, message_of
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.happening import write_copies
from rasoat.web.register.health_undoing import health_back, health_before
from rasoat.web.register.models import (
    DecisionLine,
    DecisionState,
    EventKind,
    FactSheet,
    Household,
    HouseholdEvent,
    Member,
    PastState,
    PersonalNumber,
    SourceKey,
    Status,
    ToDo,
)  # fmt: skip
from rasoat.web.register.search.index import drop_households, index_households
from rasoat.web.register.undoing import NEVER, take_back

BATCH = 1000


def undo_batch(
    acting: Acting, commune: Unit, batch: UUID, household_ids: Sequence[int], *, reason: str, refresh: bool = True
) -> dict[int, Said]:
    """Undo the events of `batch` in these households; returns why not, by household, where something stands on them.

    Decisions of the batch are withdrawn before by the caller. Raises `NotAllowedError`.
    """
    acting.require(Capability.IMPORT_UNDO, commune)
    with transaction.atomic():
        homes = {
            home.pk: home for home in Household.objects.select_for_update(of=("self",)).filter(pk__in=household_ids)
        }
        events = {
            event.household_id: event
            for event in HouseholdEvent.objects.filter(
                household__in=homes, batch=batch, undone_by__isnull=True
            ).exclude(kind=EventKind.UNDONE)
        }
        refused = _standing(commune, homes, events, batch)
        going = {pk: event for pk, event in events.items() if pk not in refused}
        added = {pk: event for pk, event in going.items() if homes[pk].pk in _begun_by(going, homes)}
        _void(acting, commune, [homes[pk] for pk in added], added, reason)
        for pk, event in going.items():
            if pk not in added:
                _give_back(acting, commune, homes[pk], event, batch, reason)
        ToDo.objects.filter(batch=batch, household__in=list(going), done_at__isnull=True).update(done_at=acting.now())
        if refresh:
            refresh_counts(commune.pk)
    return refused


def _begun_by(events: Mapping[int, HouseholdEvent], homes: Mapping[int, Household]) -> set[int]:
    """Households whose first event is the import's: it made them."""
    firsts = (
        HouseholdEvent.objects.filter(household__in=list(events))
        .values("household_id")
        .annotate(first=models.Min("pk"))
    )
    return {
        row["household_id"]
        for row in firsts
        if events[row["household_id"]].pk == row["first"] and row["household_id"] in homes
    }


def _standing(
    commune: Unit, homes: Mapping[int, Household], events: Mapping[int, HouseholdEvent], batch: UUID
) -> dict[int, Said]:
    """What was written later and stands on the import, by household."""
    gone = Said(gettext_noop("Hộ đã chuyển khỏi xã."))
    found = {pk: gone for pk, home in homes.items() if home.commune_id != commune.pk}
    later = HouseholdEvent.objects.filter(household__in=list(events), undone_by__isnull=True).exclude(
        kind=EventKind.UNDONE
    )
    for event in later.exclude(batch=batch).order_by("pk"):
        if event.pk > events[event.household_id].pk:
            values = {"kind": message_of(EventKind(event.kind).label), "on": f"{event.on:%d/%m/%Y}"}
            found.setdefault(
                event.household_id, Said(gettext_noop("Đã có biến động sau đó: %(kind)s ngày %(on)s."), values)
            )
    lines = DecisionLine.objects.filter(household__in=list(events), decision__state=DecisionState.VALID)
    made = _begun_by(events, homes)
    for household_id in lines.exclude(decision__batch=batch).values_list("household_id", flat=True):
        if household_id in made:
            found.setdefault(household_id, Said(gettext_noop("Hộ đã có trong một quyết định khác.")))
    for household_id, event in events.items():
        if event.changes.get("health") and health_before(event) is None:
            found.setdefault(
                household_id, Said(gettext_noop("Thông tin sức khỏe trước đó không còn đọc được trong nhật ký."))
            )
    return found


def _void(
    acting: Acting, commune: Unit, homes: Sequence[Household], events: Mapping[int, HouseholdEvent], reason: str
) -> None:
    """Households that the import made: they and their members end on their first day; nothing is deleted but keys."""
    if not homes:
        return
    ids = [home.pk for home in homes]
    members: dict[int, list[Member]] = {}
    for member in Member.objects.filter(household__in=ids, left_on__isnull=True):
        members.setdefault(member.household_id, []).append(member)
    by = {home.pk: _undone(acting, home, events[home.pk], home.since, reason) for home in homes}
    HouseholdEvent.objects.bulk_create(by.values(), batch_size=BATCH)
    past: list[PastState] = []
    now = acting.now()
    for home in homes:
        past.append(_wrong(home, home, None, by[home.pk]))
        home.ended_on, home.end_kind, home.version, home.updated_at = home.since, NEVER, home.version + 1, now
        events[home.pk].undone_by = by[home.pk]
        for member in members.get(home.pk, []):
            past.append(_wrong(member, home, member, by[home.pk]))
            member.left_on, member.leave_kind, member.updated_at = member.since, NEVER, now
            member.version += 1
    PastState.objects.bulk_create(past, batch_size=BATCH)
    Household.objects.bulk_update(homes, ["ended_on", "end_kind", "version", "updated_at"], batch_size=200)
    people = [member for each in members.values() for member in each]
    Member.objects.bulk_update(people, ["left_on", "leave_kind", "version", "updated_at"], batch_size=200)
    HouseholdEvent.objects.bulk_update(list(events.values()), ["undone_by"], batch_size=200)
    numbers = list(PersonalNumber.objects.filter(member__in=[member.pk for member in people], until__isnull=True))
    for row in numbers:
        row.until = row.since
    PersonalNumber.objects.bulk_update(numbers, ["until"], batch_size=500)
    ToDo.objects.filter(household__in=ids, done_at__isnull=True).update(done_at=now)
    SourceKey.objects.filter(household__in=ids).delete()
    Status.objects.filter(household__in=ids).delete()
    drop_households(ids)
    own: dict[int, list[models.Model]] = {pk: [] for pk in ids}
    home_of = {member.pk: member.household_id for member in people}
    for member in people:
        own[member.household_id].append(member)
    for state in past:
        own[state.household_id].append(state)
    for row in numbers:
        own[home_of[row.member_id]].append(row)
    _enter(acting, commune, [(home, [home, by[home.pk], events[home.pk], *own[home.pk]], []) for home in homes], reason)


def _give_back(acting: Acting, commune: Unit, home: Household, event: HouseholdEvent, batch: UUID, reason: str) -> None:
    """A household that the import changed: every row returns to the state it had."""
    by = _undone(acting, home, event, event.on, reason)
    by.save()
    changed, gone, homes = take_back(event, by)
    event.undone_by = by
    event.save(update_fields=["undone_by"])
    for each in homes:
        write_copies(each, bump=False)
    changed += health_back(event)
    sheets = _answers_back(acting, home, batch)
    latest: dict[tuple[str, object], models.Model] = {}
    for row in (*changed, *homes, event, by, *sheets):
        latest[row._meta.label_lower, row.pk] = row
    fresh = [row._meta.model._base_manager.get(pk=row.pk) for row in latest.values()]
    index_households([home.pk])
    _enter(acting, commune, [(home, fresh, list(gone))], reason)


def _answers_back(acting: Acting, home: Household, batch: UUID) -> list[FactSheet]:
    """Answers are never changed: a newer sheet says again what was said before the import."""
    written = FactSheet.objects.filter(household=home, batch=batch).order_by("-pk").first()
    if written is None:
        return []
    before = FactSheet.objects.filter(household=home, pk__lt=written.pk).order_by("-on", "-pk").first()
    return [FactSheet.objects.create(
        household=home, province_id=home.province_id, commune_id=home.commune_id, year=written.year, on=written.on,
        source="undo", values=before.values if before else {}, recorded_by=acting.user,
    )]  # fmt: skip


def _undone(acting: Acting, home: Household, event: HouseholdEvent, on: date, reason: str) -> HouseholdEvent:
    return HouseholdEvent(
        household=home, province_id=home.province_id, commune_id=home.commune_id, year=on.year, kind=EventKind.UNDONE,
        on=on, reason=reason, changes={"undoes": event.pk, "kind": event.kind}, recorded_by=acting.user,
    )  # fmt: skip


def _wrong(row: Household | Member, home: Household, member: Member | None, by: HouseholdEvent) -> PastState:
    return PastState(
        household=home, member=member, event=by, since=row.since, until=row.since, values=state_of(row), wrong=True
    )


def _enter(
    acting: Acting,
    commune: Unit,
    parts: Sequence[tuple[Household, list[models.Model], list[models.Model]]],
    reason: str,
) -> None:
    chain = locked_chain(commune)
    role = acting.role_for(Capability.IMPORT_UNDO, commune)
    entries = [
        make_entry(chain, acting, "register.import_undone", home, rows=rows, gone=gone, reason=reason, role=role)
        for home, rows, gone in parts
    ]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    chain.save(update_fields=["length", "head"])
