"""Merge or split provinces: communes go over with their villages and households. Only nation-wide."""

from django.db.models import Exists, OuterRef

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.boundaries.plan import ChangePlan
from rasoat.web.boundaries.regrouping import Arriving, Regrouped, regroup, remember_homes
from rasoat.web.ledger.record import record, state_of
from rasoat.web.register.actions.rehome import rehome_households
from rasoat.web.register.models import Household, SourceKey


def regroup_provinces(acting: Acting, plan: ChangePlan) -> Regrouped:
    """Make the change in one transaction. Communes keep their row, code, roles and ledger; totals that were counted in
    an old province keep naming it. Raises `NotAllowedError` or `RefusedError`.
    """
    return regroup(acting, plan, _move)


def _move(acting: Acting, plan: ChangePlan, arriving: Arriving) -> int:
    province = arriving.unit
    record(
        acting, "boundaries.province_begun", province, unit=province, rows=[province], after=state_of(province),
        reason=plan.document, role=acting.role_for(Capability.UNIT_EDIT, province),
    )  # fmt: skip
    in_order = sorted(arriving.parts, key=lambda row: row.pk)
    moved = sum(_take_over(acting, plan, commune, province) for commune in in_order)
    _carry_source_keys(province, [unit.pk for unit in arriving.old])
    return moved


def _take_over(acting: Acting, plan: ChangePlan, commune: Unit, province: Unit) -> int:
    before = state_of(commune)
    homes = remember_homes([commune], "province", plan.on)
    villages = list(Unit.objects.filter(level=Level.VILLAGE, commune=commune).order_by("pk"))
    commune.parent = province
    for unit in (commune, *villages):
        unit.province = province
    Unit.objects.bulk_update([commune, *villages], ["parent", "province"], batch_size=500)
    record(
        acting, "boundaries.commune_handed_over", commune, unit=commune, rows=[commune, *villages, *homes],
        before=before, after=state_of(commune), reason=plan.document,
    )  # fmt: skip
    return rehome_households(acting, Household.objects.filter(commune=commune), commune, plan.on, plan.document)


def _carry_source_keys(province: Unit, old: list[int]) -> None:
    """The numbers of an office's own files go along, but for those that two old provinces both gave: these would mean
    two households."""
    keys = SourceKey.objects.filter(province__in=old, household__province=province)
    same = keys.filter(source=OuterRef("source"), value=OuterRef("value")).exclude(pk=OuterRef("pk"))
    keys.exclude(Exists(same)).update(province=province)
