"""Merge or split communes: old ones end with all their figures, new ones begin, villages and households go over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.rehome_assignments import Rehomed, rehome_assignments
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import FormerHome, Level, Succession, SuccessionKind, Unit
from rasoat.web.areas.naming import set_name
from rasoat.web.boundaries.keys import ended_key
from rasoat.web.boundaries.plan import ChangePlan, NewUnit, check_plan, standing_villages
from rasoat.web.ledger.record import locked_chains, record, state_of
from rasoat.web.register.actions.rehome import rehome_households
from rasoat.web.register.models import Household


@dataclass(frozen=True)
class Regrouped:
    """The new communes, the households that moved, and what became of the roles."""

    units: Sequence[Unit]
    households: int
    roles: Rehomed


def regroup_communes(acting: Acting, plan: ChangePlan) -> Regrouped:
    """Make the change in one transaction. Villages keep their row, so their totals and history stay whole; totals that
    were counted for an old commune keep naming it. Raises `NotAllowedError` or `RefusedError`.
    """
    check_plan(acting, plan)
    with transaction.atomic():
        old = list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in plan.before]).order_by("pk"))
        before = {unit.pk: state_of(unit) for unit in old}
        moving = {unit.pk: standing_villages(unit, plan.on) for unit in old}
        for unit in old:
            unit.key, unit.valid_until = ended_key(unit, plan.on), plan.on - timedelta(days=1)
            unit.save(update_fields=["key", "valid_until"])
        new = [_begin(each, old[0], plan.on, plan.document) for each in plan.after]
        locked_chains([*old, *new])
        lineage = _lineage(plan, old, new, moving)
        moved = _move(acting, plan, old, new, moving)
        roles = rehome_assignments(acting, _moves(lineage, old, new), plan.on, plan.document)
        for unit in old:
            rows = [unit, *(link for link in lineage if link.before_id == unit.pk)]
            record(
                acting, "boundaries.commune_ended", unit, unit=unit, rows=rows, before=before[unit.pk],
                after=state_of(unit), reason=plan.document, role=acting.role_for(Capability.UNIT_EDIT, unit),
            )  # fmt: skip
    return Regrouped(new, moved, roles)


def _begin(new: NewUnit, beside: Unit, on: date, document: str) -> Unit:
    unit = Unit(
        key=new.code.strip(), code=new.code.strip(), kind=new.kind, level=Level.COMMUNE, parent_id=beside.parent_id,
        province_id=beside.province_id, area=new.area, valid_from=on, source=document[:200], mark="verified",
        latitude=beside.latitude, longitude=beside.longitude,
    )  # fmt: skip
    set_name(unit, new.name).save()
    unit.commune = unit
    unit.save(update_fields=["commune"])
    return unit


def _lineage(
    plan: ChangePlan, old: Sequence[Unit], new: Sequence[Unit], moving: dict[int, list[Unit]]
) -> list[Succession]:
    targets = {
        unit.pk: [0] if plan.merge else sorted({plan.villages[village.pk] for village in moving[unit.pk]})
        for unit in old
    }  # fmt: skip
    arriving = [sum(place in places for places in targets.values()) for place in range(len(new))]
    links = []
    for unit in old:
        for place in targets[unit.pk]:
            if len(targets[unit.pk]) > 1:
                kind = SuccessionKind.SPLIT
            else:
                kind = SuccessionKind.MERGE if arriving[place] > 1 else SuccessionKind.CONTINUE
            links.append(
                Succession(
                    before=unit, after=new[place], kind=kind, on=plan.on, document=plan.document[:200], mark="verified"
                )
            )
    return Succession.objects.bulk_create(links)


def _move(
    acting: Acting, plan: ChangePlan, old: Sequence[Unit], new: Sequence[Unit], moving: dict[int, list[Unit]]
) -> int:
    moved = 0
    for place, (unit, wanted) in enumerate(zip(new, plan.after, strict=True)):
        area = wanted.area if wanted.areas_follow else ""
        part = [village for each in moving.values() for village in each if plan.target(village) == place]
        last = plan.on - timedelta(days=1)
        homes = [FormerHome(village=village, commune_id=village.commune_id or 0, valid_until=last) for village in part]
        FormerHome.objects.bulk_create(homes, batch_size=500)
        for village in part:
            village.commune, village.parent, village.province_id = unit, unit, unit.province_id
            village.area = area or village.area
        Unit.objects.bulk_update(part, ["commune", "parent", "province", "area"], batch_size=500)
        record(
            acting, "boundaries.commune_begun", unit, unit=unit, rows=[unit, *part, *homes], after=state_of(unit),
            reason=plan.document, role=acting.role_for(Capability.UNIT_EDIT, unit),
        )  # fmt: skip
        chosen = Household.objects.filter(commune__in=old) if plan.merge else Household.objects.filter(village__in=part)
        moved += rehome_households(acting, chosen, unit, plan.on, plan.document, area=area)
    return moved


def _moves(lineage: Sequence[Succession], old: Sequence[Unit], new: Sequence[Unit]) -> dict[Unit, list[Unit]]:
    begun = {unit.pk: unit for unit in new}
    return {unit: [begun[link.after_id] for link in lineage if link.before_id == unit.pk] for unit in old}
