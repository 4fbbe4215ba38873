"""Households of the synthetic province: the register as taken over last year, then what happened since."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from rasoat.demo.province import Province
from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.from_dataset import drafts_of, rows_of
from rasoat.web.register.models import EventKind, Household
from rasoat.web.showcase.points import Points

SOURCE = "showcase"
NEWCOMER = {"moved_in": EventKind.MOVED_IN, "split": EventKind.SPLIT}


class Villages:
    """Finds commune and village of a row of the synthetic tables."""

    def __init__(self, units: Iterable[Unit]) -> None:
        rows = list(units)
        self.communes = {unit.code: unit for unit in rows if unit.level == "commune"}
        self.villages = {
            (unit.commune.code, unit.full_name): unit for unit in rows if unit.level == "village" and unit.commune
        }

    def place(self, row: Mapping[str, Any]) -> tuple[Unit, Unit | None]:
        """Commune and village of a row."""
        return self.communes[row["unit_code"]], self.villages.get((row["unit_code"], row["village"]))


def take_over(acting: Acting, province: Province, villages: Villages, tick: Callable[[], None]) -> dict[str, Household]:
    """Write last year's register, a commune at a time. Gives the households by their id in the synthetic tables."""
    points = Points(province.seed)
    return _write(
        acting, province.previous, villages, province.previous_reference_date, EventKind.IMPORTED, points, tick
    )


def newcomers(
    acting: Acting, province: Province, villages: Villages, known: Mapping[str, Household], tick: Callable[[], None]
) -> dict[str, Household]:
    """Write households that moved in or split off since last year."""
    found: dict[str, Household] = {}
    here = pl.col("household_id").is_in(list(known))
    fresh = province.current.households.filter(~here)
    for change, kind in NEWCOMER.items():
        part = type(province.current)(fresh.filter(pl.col("change_kind") == change), province.current.members)
        found |= _write(acting, part, villages, province.reference_date, kind, Points(province.seed), tick)
    return found


def _write(
    acting: Acting, data: Any, villages: Villages, on: date, kind: EventKind, points: Points, tick: Callable[[], None]
) -> dict[str, Household]:
    found: dict[str, Household] = {}
    for code in sorted(villages.communes):
        drafts = list(_placed(drafts_of(rows_of(data, code), villages.place, on=on, source=SOURCE), points))
        rows = add_households(acting, drafts, kind=kind, reason="dữ liệu của tỉnh mẫu")
        found |= {draft.source_value: row for draft, row in zip(drafts, rows, strict=True)}
        tick()
    return found


def _placed(drafts: Iterable[HouseholdDraft], points: Points) -> Iterator[HouseholdDraft]:
    """Each household with the point of its house."""
    for draft in drafts:
        village = draft.village.name if draft.village else ""
        latitude, longitude = points.house(draft.commune.code, village, draft.source_value)
        yield replace(draft, latitude=latitude, longitude=longitude)
