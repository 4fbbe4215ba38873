"""The one policy: "may X do A to this" and "which of these may X see"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from rasoat.web.accounts.capabilities import CAPABILITIES, DECIDES, Capability
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.areas.models import Level, Succession, SuccessionKind, Unit

M = TypeVar("M", bound=Model)


class Placed(Protocol):
    """A record that stands in a unit: it has `province_id`, `commune_id` and, perhaps, `village_id`."""

    province_id: int


class NotAllowedError(PermissionDenied):
    """The person may not do this here. The message is for the person."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One assignment in force, reduced to what the policy needs."""

    role: str
    level: str
    unit_id: int | None
    assignment_id: int = 0
    place: str = field(default="", compare=False)
    """The name of the unit, for the header of pages; empty for the nation."""
    former: bool = False
    """Whether it follows from the role on a province into which this one went as a whole."""

    def covers(self, place: Any) -> bool:
        """Whether a unit or a placed record lies in the unit of this grant."""
        if self.level == "nation":
            return True
        if isinstance(place, Unit) and place.pk == self.unit_id:
            return True
        if self.level == "district":  # of the old map; records know their commune only
            commune = place if isinstance(place, Unit) and place.level == "commune" else getattr(place, "commune", None)
            return commune is not None and commune.parent_id == self.unit_id
        return getattr(place, f"{self.level}_id", None) == self.unit_id


@dataclass(frozen=True)
class Policy:
    """What one person may do on one day. Made once a request.

    It asks the database nothing by itself, but for the commune of a record where somebody holds an old district.
    """

    grants: Sequence[Grant]
    scopes: frozenset[str] | None = None
    """For API tokens: only these capabilities, whatever the roles give."""
    withheld: Sequence[Grant] = ()
    """Grants of deciding roles that are not in force, since this sign-in had no second factor."""

    def holding(self, capability: Capability) -> list[Grant]:
        """Grants whose role includes the capability."""
        if self.scopes is not None and capability not in self.scopes:
            return []
        return [grant for grant in self.grants if capability in CAPABILITIES[grant.role]]

    def may(self, capability: Capability, place: Any = None) -> bool:
        """Whether the person may do this to a unit or placed record; without one, whether anywhere at all."""
        holding = self.holding(capability)
        return bool(holding) if place is None else any(grant.covers(place) for grant in holding)

    def require(self, capability: Capability, place: Any = None) -> None:
        """Raise `NotAllowedError` unless `may`."""
        if not self.may(capability, place):
            raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))

    def visible(self, capability: Capability, rows: QuerySet[M], *, prefix: str = "") -> QuerySet[M]:
        """The rows on which the person may do this. `prefix`: path to the placed record, such as `household__`."""
        deepest = "village" if rows.model is Unit or _has_village(rows.model, prefix) else "commune"
        stays = not getattr(_placed_model(rows.model, prefix), "FOLLOWS_UNITS", False)
        condition = self.condition(
            capability, unit_rows=rows.model is Unit, prefix=prefix, deepest=deepest, former=stays
        )
        return rows.none() if condition is None else rows.filter(condition)

    def villages(self, capability: Capability) -> set[int | None]:
        """The single villages in which the person may do this."""
        return {grant.unit_id for grant in self.holding(capability) if grant.level == "village"}

    def condition(
        self, capability: Capability, *, unit_rows: bool = False, prefix: str = "", deepest: str = "village",
        former: bool = True,
    ) -> Q | None:  # fmt: skip
        """The filter behind `visible`; None when nothing can be seen.

        `deepest`: "commune" for records that stand in a commune and have no village; grants on a village then count
        for nothing. `former`: whether roles on provinces that are no more count; never for units, and not for records
        that follow their unit (`FOLLOWS_UNITS`), for which one province is one stretch of an index.
        """
        holding = [grant for grant in self.holding(capability) if deepest == "village" or grant.level != "village"]
        if unit_rows or not former:
            holding = [grant for grant in holding if not grant.former]
        if not holding:
            return None
        if any(grant.level == "nation" for grant in holding):
            return Q()
        found = Q()
        for level in ("province", "district", "commune", "village"):
            ids = {grant.unit_id for grant in holding if grant.level == level}
            if ids:
                found |= self._at(level, ids, unit_rows, prefix)
        return found

    @staticmethod
    def _at(level: str, ids: Iterable[int | None], unit_rows: bool, prefix: str) -> Q:
        wanted = list(ids)
        if level == "district":
            if unit_rows:
                return Q(pk__in=wanted) | Q(commune__parent_id__in=wanted)
            return Q(**{f"{prefix}commune__parent_id__in": wanted})
        if level == "village":
            return Q(pk__in=wanted) if unit_rows else Q(**{f"{prefix}village_id__in": wanted})
        return Q(**{f"{prefix}{level}_id__in": wanted})

    def roles(self) -> list[str]:
        """The roles held, most powerful first as listed in `Role`."""
        return list(dict.fromkeys(grant.role for grant in self.grants))


def _placed_model(model: type[Model], prefix: str) -> type[Model]:
    """The model of the placed record at the end of a path."""
    for step in filter(None, prefix.split("__")):
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model


def _has_village(model: type[Model], prefix: str) -> bool:
    """Whether the placed record at the end of a path stands in a village, and not only in a commune."""
    model = _placed_model(model, prefix)
    return model is Unit or any(field.name == "village" for field in model._meta.get_fields())


NOBODY = Policy(())
"""The policy of a visitor who has not signed in."""


def in_force(on: date) -> Q:
    """The filter for assignments in force on a day. A delegation also needs the assignment that it stands for."""
    source = _running(on, "delegated_from__") & Q(delegated_from__user__is_active=True)
    return _running(on) & (Q(delegated_from__isnull=True) | source)


def _running(on: date, prefix: str = "") -> Q:
    """Begun and not over, whatever becomes of what it stands for."""
    until = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gte": on})
    return Q(**{f"{prefix}valid_from__lte": on, f"{prefix}ended_at__isnull": True}) & until


_GRANTED = ("role", "delegated_from", "unit__level", "unit__kind", "unit__name")


def _assignments(user: User, on: date) -> list[Assignment]:
    """Those of one person that are in force: the sources of delegations are asked apart, since few people have any."""
    rows = list(
        Assignment.objects.filter(_running(on), user=user).select_related("unit").only(*_GRANTED).order_by("pk")
    )
    lent = [row.delegated_from_id for row in rows if row.delegated_from_id]
    if not lent:
        return rows
    sources = Assignment.objects.filter(_running(on), pk__in=lent, user__is_active=True)
    held = {None, *sources.values_list("pk", flat=True)}
    return [row for row in rows if row.delegated_from_id in held]


def _former(grants: Sequence[Grant]) -> list[Grant]:
    """The same roles on provinces that went whole into those of the grants (one query where there are such)."""
    held = [grant for grant in grants if grant.level == "province"]
    if not held:
        return []
    whole = Succession.objects.filter(
        before__level=Level.PROVINCE, kind__in=(SuccessionKind.MERGE, SuccessionKind.CONTINUE)
    )
    into: dict[int, list[int]] = {}
    for before, after in whole.order_by("pk").values_list("before_id", "after_id"):
        into.setdefault(after, []).append(before)
    found = []
    for grant in held:
        seen, frontier = {grant.unit_id}, [grant.unit_id]
        while frontier:
            frontier = [pk for each in frontier for pk in into.get(each or 0, ()) if pk not in seen]
            seen.update(frontier)
            found += [replace(grant, unit_id=pk, former=True) for pk in frontier]
    return found


def policy_of(user: User, on: date, *, scopes: frozenset[str] | None = None, strong: bool = True) -> Policy:
    """Read a person's assignments in force on a day (one query; one more for who stands in for somebody, and one for
    roles on a province).

    A role on a province holds on those that went into it as a whole, too: their rounds, decisions and papers keep
    naming them. Without a second factor (`strong` false) the grants of deciding roles are withheld. A deactivated
    person has none.
    """
    if not user.is_active:
        return Policy((), scopes)
    rows = _assignments(user, on)
    grants = [
        Grant(row.role, row.unit.level, row.unit_id, row.pk, row.unit.full_name) if row.unit
        else Grant(row.role, "nation", None, row.pk)
        for row in rows
    ]  # fmt: skip
    grants += _former(grants)
    if strong:
        return Policy(tuple(grants), scopes)
    withheld = tuple(grant for grant in grants if grant.role in DECIDES)
    return Policy(tuple(grant for grant in grants if grant.role not in DECIDES), scopes, withheld)
