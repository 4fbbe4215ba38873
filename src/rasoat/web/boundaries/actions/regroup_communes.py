"""Merge or split communes: villages and households go over."""

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.plan import ChangePlan
from rasoat.web.boundaries.regrouping import Arriving, Regrouped, regroup, remember_homes
from rasoat.web.ledger.record import record, state_of
from rasoat.web.register.actions.rehome import rehome_households
from rasoat.web.register.models import Household


def regroup_communes(acting: Acting, plan: ChangePlan) -> Regrouped:
    """Make the change in one transaction. Villages keep their row, so their totals and history stay whole; totals that
    were counted for an old commune keep naming it. Raises `NotAllowedError` or `RefusedError`.
    """
    return regroup(acting, plan, _move)


def _move(acting: Acting, plan: ChangePlan, arriving: Arriving) -> int:
    unit, villages = arriving.unit, arriving.parts
    area = arriving.wanted.area if arriving.wanted.areas_follow else ""
    homes = remember_homes(villages, "commune", plan.on)
    for village in villages:
        village.commune, village.parent, village.province_id = unit, unit, unit.province_id
        village.area = area or village.area
    Unit.objects.bulk_update(villages, ["commune", "parent", "province", "area"], batch_size=500)
    record(
        acting, "boundaries.commune_begun", unit, unit=unit, rows=[unit, *villages, *homes], after=state_of(unit),
        reason=plan.document, role=acting.role_for(Capability.UNIT_EDIT, unit),
    )  # fmt: skip
    whole, part = Household.objects.filter(commune__in=arriving.old), Household.objects.filter(village__in=villages)
    return rehome_households(acting, whole if plan.merge else part, unit, plan.on, plan.document, area=area)
