"""The plan of a province: every household with its unit, its fate between two rounds and its earlier years."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from rasoat.demo.arrays import Bools, Ints, Keys, Texts
from rasoat.demo.draws import Draws
from rasoat.demo.flows import ABSENT, CLASSES, NEVER, Flows
from rasoat.demo.places import Places

ETHNIC_MIX = {
    "02": 30.0, "07": 22.0, "08": 12.0, "09": 12.0, "18": 8.0, "15": 6.0, "06": 5.0, "03": 3.0, "04": 2.0
}  # fmt: skip
"""Relative frequency of the groups among minority households of an invented northern province."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Where the households live at one round: row in Places, number of the village in the unit, urban or not."""

    unit: Ints
    village: Ints
    urban: Bools


@dataclass(frozen=True, slots=True)
class Plan:
    """One row a household, as arrays of equal length. A row is its own key for draws."""

    ids: Texts
    start: Texts  # class at the previous round, or "absent"
    end: Texts  # class meant for this round, or "absent"
    earlier: Texts
    change: Texts
    before: Homes  # at the previous round
    now: Homes  # the same unless the household moved inside the province
    ethnicity: Texts

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def keys(self) -> Keys:
        """Keys for draws about households."""
        return np.arange(len(self), dtype=np.uint64)

    @property
    def stays(self) -> Bools:
        """Present at both rounds."""
        return np.asarray((self.start != ABSENT) & (self.end != ABSENT))

    @property
    def minority(self) -> Bools:
        """The head belongs to an ethnic minority."""
        return np.asarray(self.ethnicity != "01")


def make_plan(draws: Draws, flows: Flows, places: Places, *, prefix: str, moving_share: float) -> Plan:
    """Put the households of every cell into units. The number in each cell is kept exactly.

    `moving_share`: share of the households of both rounds that moved to another unit of the province.
    """
    cells = list(flows)
    cell = np.repeat(np.arange(len(cells)), [flows[item] for item in cells])
    row = np.arange(len(cell), dtype=np.uint64)
    listed = np.asarray([bool({item.start, item.end} & set(CLASSES[:2])) for item in cells])[cell]
    anywhere, hard = (draws.choose("unit", row, places.size_weight * weight) for weight in (1.0, places.hardship))
    unit = np.where(listed, hard, anywhere)
    order = np.lexsort((draws.bits("place in the unit", row), unit))
    cell, unit, listed = cell[order], unit[order], listed[order]

    def of_cell(name: str) -> Texts:
        return np.asarray([getattr(item, name) for item in cells], dtype=object)[cell]

    start, end = of_cell("start"), of_cell("end")
    stays = (start != ABSENT) & (end != ABSENT)
    moved = stays & draws.chance("moves inside", row, moving_share)
    unit_now = np.where(moved, draws.choose("new unit", row, places.size_weight), unit)
    before, after = _homes(draws, places, unit, "village"), _homes(draws, places, unit_now, "new village")
    now = Homes(unit_now, np.where(moved, after.village, before.village), np.where(moved, after.urban, before.urban))
    share = np.clip(places.minority_share[unit_now] * np.where(listed, 1.6, 0.9), 0.0, 0.97)
    groups = np.asarray(list(ETHNIC_MIX), dtype=object)
    drawn = groups[draws.choose("ethnic group", row, list(ETHNIC_MIX.values()))]
    return Plan(
        ids=np.asarray([f"{prefix}{number:08d}" for number in range(1, len(cell) + 1)], dtype=object),
        start=start, end=end, earlier=of_cell("earlier"), change=of_cell("change"),
        before=before, now=now, ethnicity=np.where(draws.chance("minority", row, share), drawn, "01").astype(object),
    )  # fmt: skip


def _homes(draws: Draws, places: Places, unit: Ints, stream: str) -> Homes:
    """Draw a village in the unit. The first villages of a unit that holds a town are the town."""
    village = draws.between(stream, np.arange(len(unit), dtype=np.uint64), 0, places.villages[unit] - 1)
    towns = np.round(places.villages * places.town_share).astype(np.int64)
    return Homes(unit, village, np.asarray(village < towns[unit]))


def make_history(draws: Draws, plan: Plan, years: Sequence[int], standard_id: str) -> pl.DataFrame:
    """Classes of earlier years: `household_id, year, class, standard_id`; only years on the list are rows.

    A household that starts on the list may have been on it before; one with an `earlier` class was on it for one or
    more of the years and left before the previous round.
    """
    first, last = min(years), max(years)
    was_listed = np.isin(plan.start, CLASSES[:2])
    left = np.where(was_listed, last, draws.between("year of leaving", plan.keys, first, last))
    began = draws.between("year of entering", plan.keys, first, np.where(was_listed, last + 1, left))
    klass = np.where(was_listed, plan.start, np.where(plan.start == ABSENT, NEVER, plan.earlier))
    frames = [
        pl.DataFrame({"household_id": plan.ids[mask].tolist(), "class": klass[mask].tolist()},
                     schema={"household_id": pl.String, "class": pl.String})
        .select("household_id", pl.lit(year, pl.Int64).alias("year"), "class", pl.lit(standard_id).alias("standard_id"))
        for year in years
        for mask in [(klass != NEVER) & (began <= year) & (year <= left)]
    ]  # fmt: skip
    return pl.concat(frames).sort("household_id", "year")
