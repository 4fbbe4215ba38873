"""What held on a past day: live rows and the states they replaced, read as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models

from rasoat.web.register.models import Household, Member, PastState

R = TypeVar("R", Household, Member)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A household and its living members as they stood on a day. The rows are copies and must not be saved."""

    household: Household
    members: list[Member]
    on: date

    @property
    def is_living(self) -> bool:
        """Whether the household was in the register on that day."""
        ended = self.household.ended_on
        return ended is None or ended > self.on

    @property
    def head(self) -> Member | None:
        """The head among the members."""
        return next((member for member in self.members if member.pk == self.household.head_id), None)


def state_on(household: Household, day: date, *, live: Household | None = None) -> Snapshot | None:
    """The household as it stood at the end of a day; None before its first day (three queries).

    `live`: today's row with its places, of somebody who has just read it (one query less). States that were corrected
    later (`wrong`) answer nothing: the correction holds from the day the wrong state began.
    """
    past = {
        row.member_id: row
        for row in PastState.objects.filter(household=household, wrong=False, since__lte=day, until__gt=day)
    }
    if live is None:
        live = Household.objects.select_related("village", "commune", "province").get(pk=household.pk)
    if live.since <= day:
        home = live
    elif None in past:
        home = as_it_was(live, past[None].values, past[None].since)
    else:
        return None
    rows = Member.objects.filter(
        models.Q(household=household, since__lte=day) | models.Q(pk__in=[pk for pk in past if pk])
    )
    members = [as_it_was(row, past[row.pk].values, past[row.pk].since) if row.pk in past else row for row in rows]
    here = [row for row in members if row.left_on is None or row.left_on > day]
    return Snapshot(home, sorted(here, key=lambda row: (row.number, row.pk)), day)


def first_day(household: Household) -> date:
    """The first day of a household in the register."""
    earliest = PastState.objects.filter(household=household, member__isnull=True, wrong=False).aggregate(
        day=models.Min("since")
    )["day"]
    return min(earliest, household.since) if earliest else household.since


def as_it_was(row: R, values: Mapping[str, Any], since: date) -> R:
    """A copy of a row that bears the kept values; not for saving."""
    copy = type(row)(pk=row.pk, public_id=row.public_id, version=row.version)
    for field in row._meta.concrete_fields:
        setattr(copy, field.attname, getattr(row, field.attname))
    put_values(copy, values)
    copy.since = since
    return copy


def put_values(row: Household | Member, values: Mapping[str, Any]) -> None:
    """Set kept JSON values on a row, each in its column's own type."""
    by_name = {field.attname: field for field in row._meta.concrete_fields}
    for name, value in values.items():
        field = by_name.get(name)
        if field is None:
            continue
        target = field.target_field if isinstance(field, models.ForeignKey) else field
        setattr(row, name, value if isinstance(target, models.JSONField) else target.to_python(value))
