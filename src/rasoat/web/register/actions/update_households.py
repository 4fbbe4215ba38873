"""Change many households of one commune at once, as an import does: the same history and ledger as single changes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.areas.sorting import name_sort_key
from rasoat.web.ledger.record import state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.changed_rows import BATCH, ChangedRows, enter_changes
from rasoat.web.register.changes import HouseholdChange, MemberChange, WrittenChange
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.household_rows import (
    FEMALE,
    HEAD,
    KINH,
    health_row,
    member_row,
    member_to_dos,
    number_rows,
    seal_health,
)  # fmt: skip
from rasoat.web.register.identity import number_row
from rasoat.web.register.models import (
    EventKind,
    FactSheet,
    Household,
    HouseholdEvent,
    Member,
    MemberHealth,
    PastState,
    PersonalNumber,
    ToDo,
)  # fmt: skip
from rasoat.web.register.search.index import index_households

_COPIES = ("head_name", "sort_key", "ethnicity", "female_head", "member_count")
"""What the household repeats of its members."""


def update_households(
    acting: Acting, commune: Unit, changes: Sequence[HouseholdChange], *, on: date, kind: EventKind = EventKind.CHANGED,
    reason: str = "", document: str = "", source: str = "", capability: Capability = Capability.HOUSEHOLD_EDIT,
    refresh: bool = True,
) -> list[WrittenChange]:  # fmt: skip
    """Write changes that hold from `on`; old states go to `PastState`. Returns what was written, in order.

    Raises `NotAllowedError`; `RefusedError` when a household is of another commune, or a state it would replace began
    after `on`.
    """
    if not changes:
        return []
    acting.require(capability, commune)
    for change in changes:
        _check(change, commune, on)
    with transaction.atomic():
        events = [_event(acting, change, on, kind, reason, document) for change in changes]
        HouseholdEvent.objects.bulk_create(events, batch_size=BATCH)
        rows = ChangedRows()
        for change, event in zip(changes, events, strict=True):
            _apply(acting, change, event, source, rows)
        written = _save(acting, commune, changes, events, rows, reason, capability)
        index_households([change.household.pk for change in changes])
        if refresh:
            refresh_counts(commune.pk)
    return written


def _check(change: HouseholdChange, commune: Unit, on: date) -> None:
    home = change.household
    if home.commune_id != commune.pk or home.ended_on is not None:
        raise RefusedError(
            _("Hộ %(code)s không còn ở %(commune)s.") % {"code": home.code, "commune": commune.full_name},
            remedy=_("Đọc lại tệp rồi nhập lại."),
        )
    late = change.latest_state
    if late > on:
        raise RefusedError(
            _("Hộ %(code)s đã có thay đổi từ ngày %(late)s, sau ngày %(on)s của danh sách.")
            % {"code": home.code, "late": f"{late:%d/%m/%Y}", "on": f"{on:%d/%m/%Y}"},
            remedy=_("Ghi ngày muộn hơn, hoặc sửa tay bằng Đính chính."), field="on",
        )  # fmt: skip


def _event(
    acting: Acting, change: HouseholdChange, on: date, kind: EventKind, reason: str, document: str
) -> HouseholdEvent:
    home = change.household
    return HouseholdEvent(
        household=home, province_id=home.province_id, commune_id=home.commune_id, year=on.year, kind=kind, on=on,
        reason=reason, document=document, recorded_by=acting.user, batch=acting.batch,
    )  # fmt: skip


def _apply(acting: Acting, change: HouseholdChange, event: HouseholdEvent, source: str, rows: ChangedRows) -> None:
    home = change.household
    before = state_of(home)
    for each in change.members:
        _change_member(each, event, rows)
        for kind in each.numbers:
            rows.replaced += [row for row in each.member.numbers.all() if row.kind == kind and row.until is None]
    for draft in change.joined:
        rows.joined.append((draft, member_row(draft, home, event.on)))
    for name, value in change.values.items():
        setattr(home, name, value)
    counted = home.member_count
    _copy_members(change)
    event.changes["counts"] = {str(home.pk): [counted, home.member_count]}
    if state_of(home) != before:
        rows.past.append(_kept(home, home, None, event, before))
        home.since = event.on
        _tell(event, home, before)
    home.version += 1
    rows.homes.append(home)
    if change.answers:
        rows.sheets.append(
            FactSheet(
                household=home,
                province_id=home.province_id,
                commune_id=home.commune_id,
                year=event.on.year,
                on=event.on,
                source=source or acting.channel,
                values=dict(change.answers),
                batch=acting.batch,
                recorded_by=acting.user,
            )
        )


def _change_member(change: MemberChange, event: HouseholdEvent, rows: ChangedRows) -> None:
    member = change.member
    before = state_of(member)
    for name, value in change.values.items():
        setattr(member, name, value)
    if state_of(member) != before:
        rows.past.append(_kept(member, event.household, member, event, before))
        member.since = event.on
        member.version += 1
        rows.members.append(member)
        _tell(event, member, before)


def _tell(event: HouseholdEvent, row: Household | Member, before: dict[str, Any]) -> None:
    """Note in the event which fields of a row changed, before and after."""
    after = state_of(row)
    parts = [name for name in after if after[name] != before[name]]
    event.changes.setdefault("fields", []).append({
        "model": row._meta.model_name, "id": row.pk, "name": str(row),
        "before": {name: before[name] for name in parts}, "after": {name: after[name] for name in parts},
    })  # fmt: skip


def _kept(
    row: Household | Member, home: Household, member: Member | None, event: HouseholdEvent, before: dict[str, Any]
) -> PastState:
    return PastState(household=home, member=member, event=event, since=row.since, until=event.on, values=before)


def _copy_members(change: HouseholdChange) -> None:
    home = change.household
    head = next((member for member in change.living if member.relation == HEAD), None)
    if head is not None:
        home.head = head
        home.head_name, home.sort_key = head.full_name, name_sort_key(head.full_name)
        home.ethnicity = head.ethnicity or home.ethnicity
        home.female_head = None if head.sex is None else head.sex == FEMALE
        if home.flag_minority is None and home.ethnicity:
            home.flag_minority = home.ethnicity != KINH
    home.member_count = max(len(change.living) + len(change.joined), change.count or home.member_count)


def _save(
    acting: Acting, commune: Unit, changes: Sequence[HouseholdChange], events: Sequence[HouseholdEvent],
    rows: ChangedRows, reason: str, capability: Capability,
) -> list[WrittenChange]:  # fmt: skip
    now = acting.now()
    for home in rows.homes:
        home.updated_at = now
    for member in rows.members:
        member.updated_at = now
    names = sorted({name for change in changes for name in change.values} | {*_COPIES, "head", "flag_minority"})
    Household.objects.bulk_update(rows.homes, [*names, "since", "version", "updated_at"], batch_size=200)
    fields = sorted({name for change in changes for each in change.members for name in each.values})
    if rows.members:
        Member.objects.bulk_update(rows.members, [*fields, "since", "version", "updated_at"], batch_size=200)
    Member.objects.bulk_create((member for _since, member in rows.joined), batch_size=BATCH)
    PastState.objects.bulk_create(rows.past, batch_size=BATCH)
    FactSheet.objects.bulk_create(rows.sheets, batch_size=BATCH)
    rows.numbers = _numbers(changes, rows, events[0].on)
    rows.health = [*_health(changes, now), *_health_of_joined(rows)]
    _settle_to_dos(acting, changes, rows)
    return enter_changes(acting, commune, changes, events, rows, reason, capability)


def _numbers(changes: Iterable[HouseholdChange], rows: ChangedRows, on: date) -> list[PersonalNumber]:
    for old in rows.replaced:
        old.until = on
    PersonalNumber.objects.bulk_update(rows.replaced, ["until"], batch_size=500)
    made = [row for draft, member in rows.joined for row in number_rows(draft, member)]
    made += [
        number_row(each.member, number_kind, number, on)
        for change in changes
        for each in change.members
        for number_kind, number in each.numbers.items()
    ]
    return PersonalNumber.objects.bulk_create(made, batch_size=BATCH)


def _health(changes: Iterable[HouseholdChange], now: datetime) -> list[MemberHealth]:
    """Health facts of members who were there: sealed anew, in the row that they have or in their first one."""
    wanted = {each.member.pk: each for change in changes for each in change.members if each.health is not None}
    held = {row.member_id: row for row in MemberHealth.objects.select_for_update().filter(member__in=wanted)}
    fresh = [MemberHealth(member=each.member) for pk, each in wanted.items() if pk not in held]
    for row in (*held.values(), *fresh):
        each = wanted[row.member_id]
        row.sealed, row.updated_at = seal_health(each.member, dict(each.health or {})), now
    MemberHealth.objects.bulk_update(held.values(), ["sealed", "updated_at"], batch_size=200)
    MemberHealth.objects.bulk_create(fresh, batch_size=BATCH)
    for row in held.values():
        row.member = wanted[row.member_id].member
    return [*held.values(), *fresh]


def _health_of_joined(rows: ChangedRows) -> list[MemberHealth]:
    made = [health for draft, member in rows.joined if (health := health_row(draft, member))]
    return MemberHealth.objects.bulk_create(made, batch_size=BATCH)


def _settle_to_dos(acting: Acting, changes: Sequence[HouseholdChange], rows: ChangedRows) -> None:
    """To-dos that the change answers are done; new members bring their own."""
    numbered = {each.member.pk for change in changes for each in change.members if each.numbers}
    born = {each.member.pk for change in changes for each in change.members if each.values.get("birth_year")}
    whole = {
        change.household.pk for change in changes
        if change.joined and len(change.living) + len(change.joined) >= change.household.member_count
    }  # fmt: skip
    placed = {change.household.pk for change in changes if change.values.get("village_id")}
    now = acting.now()
    for kinds, condition in (
        (("number_missing", "number_odd"), {"member__in": numbered}), (("birth_missing",), {"member__in": born}),
        (("members_missing",), {"household__in": whole}), (("village_missing",), {"household__in": placed}),
    ):  # fmt: skip
        if any(condition.values()):
            ToDo.objects.filter(kind__in=kinds, done_at__isnull=True, **condition).update(done_at=now)
    fresh = [to_do for draft, member in rows.joined for to_do in member_to_dos(member.household, draft, member)]
    for to_do in fresh:
        to_do.batch = acting.batch
    ToDo.objects.bulk_create(fresh, batch_size=BATCH)
