"""What the page of a year's calendar shows: days off, days worked instead, corrections, working days by month."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import DayChange
from rasoat.web.rounds.working_days import (
    SATURDAY,
    WorkingDays,
    calendar_of,
    library_names,
    swapped_workdays,
    works_by_library,
)

WEEKDAYS: "Sequence[str | Promise]" = (
    _("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that is not what its weekday says, or was corrected. `change`: the correction that counts."""

    day: date
    works: bool
    name: str
    change: DayChange | None

    @property
    def weekday(self) -> "str | Promise":
        """The day of the week in words."""
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Working days of a month, and its days off from Monday to Friday."""

    first: date
    working: int
    free: int


def day_lines(province: Unit | None, year: int) -> list[DayLine]:
    """The special days of a year in order: holidays of the library, swaps, corrections (one query)."""
    scope = Q(province__isnull=True) | (Q(province=province) if province is not None else Q())
    changes: dict[date, DayChange] = {}
    for each in DayChange.objects.filter(scope, day__year=year).select_related("province"):
        if each.day not in changes or each.province_id is not None:
            changes[each.day] = each
    names = library_names(year)
    found = []
    for day in sorted({*names, *swapped_workdays(year), *changes}):
        change = changes.get(day)
        works = change.works if change is not None else works_by_library(day)
        found.append(DayLine(day, works, (change.name if change is not None else "") or names.get(day, ""), change))
    return found


def month_lines(province: Unit | None, year: int) -> list[MonthLine]:
    """Counts for the twelve months."""
    working_days = calendar_of(province)
    return [_month(working_days, date(year, month, 1)) for month in range(1, 13)]


def _month(working_days: WorkingDays, first: date) -> MonthLine:
    days = [first + timedelta(days=number) for number in range(monthrange(first.year, first.month)[1])]
    worked = [day for day in days if working_days.is_working(day)]
    free = sum(day.weekday() < SATURDAY and not working_days.is_working(day) for day in days)
    return MonthLine(first, len(worked), free)
