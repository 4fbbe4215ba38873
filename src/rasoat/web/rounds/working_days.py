"""Working days of Vietnamese offices: the holiday library, corrected by what an office recorded (`DayChange`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from django.db.models import Count, Max
from holidays.countries.vietnam import Vietnam, VietnamStaticHolidays

from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import DayChange

DAY = timedelta(days=1)
SATURDAY = 5
_Changes = dict[int | None, dict[date, bool]]


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of one province. `changes`: whether a day is worked, where that differs from the library."""

    changes: Mapping[date, bool]

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day."""
        told = self.changes.get(day)
        return works_by_library(day) if told is None else told

    def add(self, start: date, days: int) -> date:
        """The last of so many working days after `start`; of none: `start`, or the first working day after it.

        Raises `ValueError` for a negative number.
        """
        if days < 0:
            raise ValueError("a number of working days is not negative")
        day = start
        while days == 0 and not self.is_working(day):
            day += DAY
        for _ in range(days):
            day += DAY
            while not self.is_working(day):
                day += DAY
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`; none when `last` is not later."""
        return sum(self.is_working(first + DAY * number) for number in range(1, (last - first).days + 1))


def is_working(day: date, province: Unit | None) -> bool:
    """Whether offices of a province work on a day; None: of the whole country."""
    return calendar_of(province).is_working(day)


def add_working_days(start: date, days: int, province: Unit | None) -> date:
    """The last of so many working days after `start`, in a province. Raises `ValueError` for a negative number."""
    return calendar_of(province).add(start, days)


def working_days_between(first: date, last: date, province: Unit | None) -> int:
    """How many working days lie after `first`, up to and with `last`."""
    return calendar_of(province).between(first, last)


def calendar_of(province: Unit | None) -> WorkingDays:
    """The calendar of a province (one query while nobody corrects it): its own word goes before the country's."""
    told = DayChange.objects.aggregate(rows=Count("pk"), newest=Max("pk"), at=Max("recorded_at"))
    changes = _changes((told["rows"], told["newest"], told["at"]))
    own = changes.get(province.pk, {}) if province is not None else {}
    return WorkingDays({**changes.get(None, {}), **own})


@lru_cache(maxsize=1)
def _changes(version: object) -> _Changes:
    """All corrections by province; they are added and withdrawn, never edited, so `version` tells any two states."""
    del version
    found: _Changes = {}
    for province_id, day, works in DayChange.objects.values_list("province_id", "day", "works"):
        found.setdefault(province_id, {})[day] = works
    return found


@cache
def _year(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Free days by name, and Saturdays and Sundays that are worked. Swaps reach into the years beside."""
    library = Vietnam(years=[year - 1, year, year + 1], language="vi")  # type: ignore[no-untyped-call]
    names = {day: name for day, name in library.items() if day.year == year}
    return names, frozenset(day for day in library.weekend_workdays if day.year == year)


def works_by_library(day: date) -> bool:
    """Whether a day is worked by the holiday library alone."""
    names, swapped = _year(day.year)
    return day in swapped if day.weekday() >= SATURDAY else day not in names


def library_names(year: int) -> Mapping[date, str]:
    """Holidays of a year by the library, with their names in Vietnamese."""
    return _year(year)[0]


def swapped_workdays(year: int) -> frozenset[date]:
    """Saturdays and Sundays of a year that are worked instead of another day, by the library."""
    return _year(year)[1]


def swaps_known(year: int) -> bool:
    """Whether the library has heard of the swapped days of a year: they are announced year by year."""
    return year <= max(VietnamStaticHolidays.special_public_holidays)
