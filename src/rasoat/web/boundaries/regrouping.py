"""Merge or split units of one level: old ones end with all their figures, new ones begin, the parts go over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.rehome_assignments import Rehomed, rehome_assignments
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import FormerHome, Level, Succession, SuccessionKind, Unit
from rasoat.web.areas.naming import set_name
from rasoat.web.boundaries.following_hooks import run_following
from rasoat.web.boundaries.keys import ended_key
from rasoat.web.boundaries.plan import ChangePlan, NewUnit, check_plan, standing_parts
from rasoat.web.ledger.record import locked_chains, record, state_of


@dataclass(frozen=True)
class Regrouped:
    """The new units, the households that moved, and what became of the roles."""

    units: Sequence[Unit]
    households: int
    roles: Rehomed


@dataclass(frozen=True)
class Arriving:
    """What one new unit receives: `unit` as written, `wanted` as planned, the parts that go there."""

    unit: Unit
    wanted: NewUnit
    parts: Sequence[Unit]
    old: Sequence[Unit]


Move = Callable[[Acting, ChangePlan, Arriving], int]
"""Puts the parts and their households into a new unit, with the ledger; how many households."""


def regroup(acting: Acting, plan: ChangePlan, move: Move) -> Regrouped:
    """Make the change in one transaction. Raises `NotAllowedError` or `RefusedError`."""
    check_plan(acting, plan)
    with transaction.atomic():
        old = list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in plan.before]).order_by("pk"))
        before = {unit.pk: state_of(unit) for unit in old}
        moving = {unit.pk: standing_parts(unit, plan.on) for unit in old}
        for unit in old:
            unit.key, unit.valid_until = ended_key(unit, plan.on), plan.on - timedelta(days=1)
            unit.save(update_fields=["key", "valid_until"])
        new = [_begin(each, old[0], plan.on, plan.document) for each in plan.after]
        locked_chains([*old, *new])
        lineage = _lineage(plan, old, new, moving)
        moved = 0
        for place, (unit, wanted) in enumerate(zip(new, plan.after, strict=True)):
            parts = [part for each in moving.values() for part in each if plan.target(part) == place]
            moved += move(acting, plan, Arriving(unit, wanted, parts, old))
        roles = rehome_assignments(acting, _moves(lineage, old, new), plan.on, plan.document)
        for unit in old:
            rows = [unit, *(link for link in lineage if link.before_id == unit.pk)]
            record(
                acting, f"boundaries.{unit.level}_ended", unit, unit=unit, rows=rows, before=before[unit.pk],
                after=state_of(unit), reason=plan.document, role=acting.role_for(Capability.UNIT_EDIT, unit),
            )  # fmt: skip
        if not plan.of_provinces:
            run_following(acting, old, plan.document)
    return Regrouped(new, moved, roles)


def remember_homes(parts: Sequence[Unit], level: str, on: date) -> list[FormerHome]:
    """Write where parts belonged until the day before `on`: to the unit above of that level."""
    last = on - timedelta(days=1)
    homes = [FormerHome(unit=part, home_id=getattr(part, f"{level}_id"), valid_until=last) for part in parts]
    return FormerHome.objects.bulk_create(homes, batch_size=500)


def _begin(new: NewUnit, beside: Unit, on: date, document: str) -> Unit:
    unit = Unit(
        key=new.code.strip(), code=new.code.strip(), kind=new.kind, level=beside.level, parent_id=beside.parent_id,
        province_id=beside.province_id, area=new.area, valid_from=on, source=document[:200], mark="verified",
        latitude=beside.latitude, longitude=beside.longitude,
    )  # fmt: skip
    if beside.latitude is not None:
        unit.point_source, unit.point_mark = beside.full_name[:200], "inferred"
    set_name(unit, new.name).save()
    itself = "province" if unit.level == Level.PROVINCE else "commune"
    setattr(unit, itself, unit)
    unit.save(update_fields=[itself])
    return unit


def _lineage(
    plan: ChangePlan, old: Sequence[Unit], new: Sequence[Unit], moving: dict[int, list[Unit]]
) -> list[Succession]:
    targets = {
        unit.pk: [0] if plan.merge else sorted({plan.places[part.pk] for part in moving[unit.pk]})
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


def _moves(lineage: Sequence[Succession], old: Sequence[Unit], new: Sequence[Unit]) -> dict[Unit, list[Unit]]:
    begun = {unit.pk: unit for unit in new}
    return {unit: [begun[link.after_id] for link in lineage if link.before_id == unit.pk] for unit in old}
