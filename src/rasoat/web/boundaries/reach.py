"""Who reaches a unit that has ended: those who hold a role where it stands today."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import Grant, NotAllowedError
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import on_map, whole_predecessors

M = TypeVar("M", bound=Model)


def visible_units(acting: Acting) -> QuerySet[Unit]:
    """Units that the person sees: those of the roles held, those below, and what these were before."""
    condition = acting.policy.condition(Capability.UNIT_VIEW, unit_rows=True)
    if condition is None:
        return Unit.objects.none()
    if not condition:
        return Unit.objects.all()
    held = {
        grant.unit_id
        for grant in acting.policy.holding(Capability.UNIT_VIEW)
        if grant.unit_id is not None and not grant.former
    }
    olds = whole_predecessors(held) - held
    return Unit.objects.filter(condition | Q(pk__in=olds) | Q(province__in=olds) | Q(commune__in=olds))


def may_change(acting: Acting, capability: Capability, unit: Unit) -> bool:
    """Whether the person may do this to a unit; to an ended one, whether everywhere where it stands today."""
    if acting.policy.may(capability, unit):
        return True
    places = standing_places(unit, acting.today())
    return bool(places) and all(acting.policy.may(capability, place) for place in places)


def standing_places(unit: Unit, today: date) -> Sequence[Unit]:
    """Where an ended unit stands today; nothing for a unit that has not ended (no query then)."""
    if unit.valid_until is None or unit.valid_until >= today:
        return ()
    return _places(unit, today)


def acting_there(acting: Acting, unit: Unit) -> Acting:
    """The person with the roles that they hold on every place where an ended commune stands today, held on the ended
    one too: for papers that stay with the commune of their day. The same `Acting` for a unit that has not ended.
    """
    places = standing_places(unit, acting.today())
    if not places:
        return acting
    held = [{grant.role for grant in acting.policy.grants if grant.covers(place)} for place in places]
    common = [role for role in dict.fromkeys(acting.policy.roles()) if all(role in roles for roles in held)]
    grants = tuple(Grant(role, unit.level, unit.pk, place=unit.full_name) for role in common)
    policy = replace(acting.policy, grants=(*acting.policy.grants, *grants))
    return Acting(
        acting.user, policy, acting.channel, acting.address, acting.on_behalf_of, acting.request_id, acting.batch
    )


def with_former(
    acting: Acting, capability: Capability, rows: QuerySet[M], *, prefix: str = "", everywhere: bool = False
) -> QuerySet[M]:
    """`policy.visible` for records that stay with the commune of their day: also those of communes that went into the
    own ones. Reading needs a role on any that followed; `everywhere`: on all, for what tells of the whole commune.
    """
    held = {grant.unit_id for grant in acting.policy.holding(capability) if grant.level == Level.COMMUNE}
    own = {pk for pk in held if pk is not None}
    olds = whole_predecessors(own) - own if own else set()
    if olds and everywhere:
        olds = {unit.pk for unit in Unit.objects.filter(pk__in=olds) if may_change(acting, capability, unit)}
    seen = acting.policy.visible(capability, rows, prefix=prefix)
    return seen | rows.filter(**{f"{prefix}commune__in": olds}) if olds else seen


def may_change_provinces(acting: Acting) -> bool:
    """Whether the person may change the map of the whole country: who holds the right nation-wide, no province."""
    return any(grant.level == Level.NATION for grant in acting.policy.holding(Capability.UNIT_EDIT))


def may_name(acting: Acting, unit: Unit) -> bool:
    """Whether the person may rename a unit or correct its name; a province only who may change provinces."""
    if unit.level == Level.PROVINCE:
        return may_change_provinces(acting)
    return may_change(acting, Capability.VILLAGE_EDIT if unit.level == Level.VILLAGE else Capability.UNIT_EDIT, unit)


def require_name(acting: Acting, unit: Unit) -> None:
    """Raise `NotAllowedError` unless `may_name`."""
    if not may_name(acting, unit):
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))


def require_change(acting: Acting, capability: Capability, unit: Unit) -> None:
    """Raise `NotAllowedError` unless `may_change`."""
    if not may_change(acting, capability, unit):
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))


def _places(unit: Unit, today: date) -> Sequence[Unit]:
    for place in (unit, unit.commune, unit.province):
        if place is not None and (found := on_map(place, today)):
            return found
    return ()
