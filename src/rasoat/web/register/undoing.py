"""Take an event back: every row returns to the state it had; what was never true stays readable as such."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from rasoat.web.ledger.record import state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.history import put_values
from rasoat.web.register.models import EventKind, Household, HouseholdEvent, Member, PastState, PersonalNumber
from rasoat.web.register.occasion import REASON_NEEDED

UNDOABLE = frozenset(
    {
        EventKind.CREATED,
        EventKind.MOVED_IN,
        EventKind.MOVED_OUT,
        EventKind.MOVED_WITHIN,
        EventKind.SPLIT,
        EventKind.MERGED,
        EventKind.BIRTH,
        EventKind.DEATH,
        EventKind.JOINED,
        EventKind.LEFT,
        EventKind.HEAD_CHANGED,
        EventKind.HARDSHIP,
        EventKind.CHANGED,
        EventKind.CORRECTION,
        EventKind.ENDED,
        EventKind.DUPLICATE,
    }
)
"""Imports are undone as a whole, changes of units by the units' own page."""

NEVER = "undone"
"""How rows end that an undone event had made."""


def primary_of(event: HouseholdEvent) -> HouseholdEvent:
    """The event itself, or the one whose twin in another time-line it is."""
    twin = event.changes.get("twin")
    return HouseholdEvent.objects.get(pk=twin) if twin else event


def twins_of(event: HouseholdEvent) -> list[HouseholdEvent]:
    """The same event in other time-lines."""
    return (
        list(HouseholdEvent.objects.filter(household=event.other_household_id, changes__twin=event.pk))
        if event.other_household_id
        else []
    )


def homes_touched(event: HouseholdEvent) -> set[int]:
    """Ids of the households whose rows the event changed."""
    found = {event.household_id, *event.replaced.values_list("household_id", flat=True)}
    return found | ({event.other_household_id} if event.other_household_id else set())


def why_not(event: HouseholdEvent) -> str:
    """Why an event cannot be taken back; empty when it can. Only the latest event of each household it touched can."""
    if event.undone_by_id:
        return _("Biến động này đã được hoàn tác.")
    if event.kind not in UNDOABLE:
        return _("Loại biến động này không hoàn tác ở đây.")
    if event.changes.get("health"):
        return _("Thông tin sức khỏe không hoàn tác được; ghi lại giá trị đúng.")
    own = {event.pk, *(row.pk for row in twins_of(event))}
    later = (
        HouseholdEvent.objects.filter(household__in=homes_touched(event), undone_by__isnull=True, pk__gt=event.pk)
        .exclude(pk__in=own)
        .exclude(kind=EventKind.UNDONE)
        .order_by("-pk")
        .first()
    )
    if later is not None:
        told = {"kind": later.get_kind_display(), "on": f"{later.on:%d/%m/%Y}"}
        return _("Đã có biến động sau đó: %(kind)s ngày %(on)s.") % told
    made = _households_made(event)
    if Household.objects.filter(pk__in=made, decision_lines__isnull=False).exists():
        return _("Hộ do biến động này lập đã có trong quyết định.")
    return ""


def take_back(
    event: HouseholdEvent, by: HouseholdEvent
) -> tuple[list[models.Model], list[models.Model], list[Household]]:
    """Restore every row that `event` changed, void what it made. Gives rows changed, rows gone, households to close."""
    changed: list[models.Model] = []
    gone: list[models.Model] = []
    pasts = list(event.replaced.order_by("-id"))
    rows: dict[tuple[str, int], Household | Member] = {}
    for past in pasts:
        row = _row_of(past, rows)
        key = ("member" if past.member_id else "household", row.pk)
        if key not in rows:
            rows[key] = row
            changed.append(_keep_as_wrong(row, by))
        put_values(row, past.values)
        row.since = past.since
    for row in rows.values():
        row.version += 1
        row.save()
    gone += pasts
    PastState.objects.filter(pk__in=[past.pk for past in pasts]).delete()
    changed += rows.values()
    changed += _void(event, by)
    changed += _numbers_back(event)
    changed += moved_back(event)
    homes = list(Household.objects.filter(pk__in=homes_touched(event)).order_by("pk"))
    counts = event.changes.get("counts", {})
    for home in homes:
        before, after = counts.get(str(home.pk), (0, 0))
        home.member_count = 0 if home.end_kind == NEVER else max(0, home.member_count - (after - before))
    return changed, gone, homes


def move_records(source: Household, target: Household) -> tuple[dict[str, list[Any]], list[models.Model]]:
    """Decision lines, papers, answers, file keys go to another household; their ids are told, for the way back."""
    told: dict[str, list[Any]] = {}
    rows: list[models.Model] = []
    taken = set(target.decision_lines.values_list("decision_id", flat=True))
    parts: dict[str, Iterable[Any]] = {
        "decision_lines": source.decision_lines.exclude(decision__in=taken),
        "attachments": source.attachments.all(),
        "fact_sheets": source.fact_sheets.all(),
        "source_keys": source.source_keys.all(),
    }
    for name, found in parts.items():
        moved = list(found)
        for row in moved:
            row.household = target
            row.save(update_fields=["household"])
        told[name] = [row.pk for row in moved]
        rows += [row for row in moved if hasattr(row, "STATE_FIELDS")]
    return told, rows


def moved_back(event: HouseholdEvent) -> list[models.Model]:
    """The way back of `move_records`."""
    told = event.changes.get("moved")
    if not told or event.other_household_id is None:
        return []
    rows: list[models.Model] = []
    for name, ids in told.items():
        for row in getattr(event.household, name).filter(pk__in=ids):
            row.household_id = event.other_household_id
            row.save(update_fields=["household"])
            rows += [row] if hasattr(row, "STATE_FIELDS") else []
    return rows


def _row_of(past: PastState, rows: dict[tuple[str, int], Household | Member]) -> Household | Member:
    if past.member_id:
        return rows.get(("member", past.member_id)) or Member.objects.select_for_update().get(pk=past.member_id)
    return rows.get(("household", past.household_id)) or Household.objects.select_for_update().get(pk=past.household_id)


def _keep_as_wrong(row: Household | Member, by: HouseholdEvent) -> PastState:
    member = row if isinstance(row, Member) else None
    return PastState.objects.create(
        household_id=row.household_id if isinstance(row, Member) else row.pk,
        member=member,
        event=by,
        since=row.since,
        until=row.since,
        values=state_of(row),
        wrong=True,
    )


def _households_made(event: HouseholdEvent) -> list[int]:
    made = event.changes.get("created_household")
    if event.kind in {EventKind.CREATED, EventKind.MOVED_IN}:
        return [event.household_id]
    return [made] if made else []


def _void(event: HouseholdEvent, by: HouseholdEvent) -> list[models.Model]:
    """People and households that the event made were never there: they end on their first day."""
    changed: list[models.Model] = []
    homes = Household.objects.filter(pk__in=_households_made(event))
    members = list(Member.objects.filter(pk__in=event.changes.get("created_members", [])))
    if event.kind in {EventKind.CREATED, EventKind.MOVED_IN}:
        members += Member.objects.filter(household=event.household_id, left_on__isnull=True)
    for member in members:
        changed.append(_keep_as_wrong(member, by))
        member.left_on, member.leave_kind, member.version = member.since, NEVER, member.version + 1
        member.save()
        changed.append(member)
    for home in homes:
        changed.append(_keep_as_wrong(home, by))
        home.ended_on, home.end_kind, home.version = home.since, NEVER, home.version + 1
        home.save()
        changed.append(home)
    return changed


def _numbers_back(event: HouseholdEvent) -> list[models.Model]:
    told = event.changes.get("numbers", {})
    closed = list(PersonalNumber.objects.filter(pk__in=told.get("closed", [])).select_related("member"))
    opened = list(PersonalNumber.objects.filter(pk__in=told.get("opened", [])).select_related("member"))
    for row in closed:
        row.until = None
        row.save(update_fields=["until"])
    for row in opened:
        row.until = row.since or event.on
        row.save(update_fields=["until"])
    return [*closed, *opened]


def check_reason(reason: str) -> None:
    """An undoing needs a reason. Raises `RefusedError`."""
    if EventKind.UNDONE in REASON_NEEDED and not reason.strip():
        raise RefusedError(
            _("Chưa ghi lý do hoàn tác."), remedy=_("Ghi ngắn gọn vì sao biến động này sai."), field="reason"
        )
