"""Take back the latest event of a household."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.happening import index_anew, lock_households, place_copies, write_copies, write_entries
from rasoat.web.register.models import EventKind, Household, HouseholdEvent
from rasoat.web.register.statuses import refresh_statuses
from rasoat.web.register.undoing import check_reason, homes_touched, primary_of, take_back, twins_of, why_not


def undo_event(
    acting: Acting, event: HouseholdEvent, *, reason: str, capability: Capability = Capability.HOUSEHOLD_EDIT
) -> HouseholdEvent:
    """Restore every household and member that the event touched; the event stays in the time-line as undone.

    What it had made (a child, a new household) ends on its first day. Raises `NotAllowedError` without the right on
    every household touched; `RefusedError` when something later stands on the event.
    """
    acting.require(capability, event.household)
    check_reason(reason)
    with transaction.atomic():
        event = primary_of(HouseholdEvent.objects.get(pk=event.pk))
        locked = lock_households(list(Household.objects.filter(pk__in=homes_touched(event))))
        for home in locked.values():
            acting.require(capability, home)
        event = HouseholdEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if why := why_not(event):
            raise RefusedError(
                why, remedy=_("Hoàn tác lần lượt từ biến động mới nhất, hoặc dùng Đính chính."), code="stands"
            )
        if event.kind == EventKind.DUPLICATE and capability != Capability.DUPLICATE_SETTLE:
            raise RefusedError(_("Đây là việc gộp hộ trùng."), remedy=_("Hoàn tác ở trang Hộ trùng."), code="stands")
        communes = {home.commune_id for home in locked.values()}
        by = HouseholdEvent.objects.create(
            household_id=event.household_id, other_household_id=event.other_household_id, member_id=event.member_id,
            province_id=event.province_id, commune_id=locked[event.household_id].commune_id, year=event.year,
            kind=EventKind.UNDONE, on=event.on, reason=reason.strip(), recorded_by=acting.user,
            changes={"undoes": event.pk, "kind": event.kind}, batch=acting.batch,
        )  # fmt: skip
        changed, gone, homes = take_back(event, by)
        undone = [event, *twins_of(event)]
        for row in undone:
            row.undone_by = by
            row.save(update_fields=["undone_by"])
        for home in homes:
            write_copies(home, bump=False)
        _follow(event, homes)
        communes |= {home.commune_id for home in homes}
        first = next(home for home in homes if home.pk == event.household_id)
        write_entries(
            acting, "register.event_undone", by, first, communes, _latest([by, *undone, *changed, *homes]), gone=gone,
            before={"event": event.pk, "kind": event.kind}, after={}, role=acting.role_for(capability, first),
        )  # fmt: skip
        for commune_id in communes:
            refresh_counts(commune_id)
    return by


def _follow(event: HouseholdEvent, homes: list[Household]) -> None:
    """Copies for lists: to-dos that the event had closed open again, statuses where lines came back, the index."""
    for home in homes:
        if home.ended_on is None:
            home.to_dos.filter(done_at__gte=event.recorded_at, member__left_on__isnull=True).update(done_at=None)
    place_copies(homes)
    if event.changes.get("moved"):
        ids = [home.pk for home in homes]
        standards = {
            row.decision.standard_id for home in homes for row in home.decision_lines.select_related("decision")
        }
        standards |= {told for home in homes for told in home.statuses.values_list("standard_id", flat=True)}
        for standard_id in standards:
            refresh_statuses(ids, standard_id)
    index_anew(homes)


def _latest(rows: list) -> list:  # type: ignore[type-arg]
    """Each row once, as it stands last."""
    return list({(row._meta.label_lower, row.pk): row for row in rows}.values())
