"""Which map a page shows: `?ban-do=cu` (the map of its day, or of `ngay`) or `nay` (today's)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

OLD_MAP = date(2025, 6, 30)
"""The last day of the three tiers."""


@dataclass(frozen=True, slots=True)
class MapChoice:
    """The map of a page. `today`: figures are moved to it; otherwise they stay on the map of `day`."""

    today: bool
    day: date

    @property
    def word(self) -> str:
        """The value of the parameter."""
        return "nay" if self.today else "cu"


def read_map(parameters: Mapping[str, str], today: date, *, standard: str = "nay", old: date = OLD_MAP) -> MapChoice:
    """The choice in the address. `old`: the day of the old map where the address has no valid `ngay` (dd/mm/yyyy)."""
    if (parameters.get("ban-do") or standard) != "cu":
        return MapChoice(today=True, day=today)
    return MapChoice(today=False, day=min(_day(parameters.get("ngay") or "") or old, today))


def _day(text: str) -> date | None:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
