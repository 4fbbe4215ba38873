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
class Plan:
    """One row a household, as arrays of equal length. A row is its own key for draws."""

    ids: Texts
    start: Texts  # class at the previous round, or "absent"
    end: Texts  # class meant for this round, or "absent"
    earlier: Texts
    change: Texts
    unit: Ints  # row in Places, at the previous round
    unit_now: Ints  # the same unless the household moved inside the province
    village: Ints
    urban: Bools
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
    weights = np.stack([places.size_weight, places.size_weight * places.hardship])
    unit = draws.choose_by("unit", row, weights, listed.astype(np.int64))
    order = np.lexsort((draws.bits("place in the unit", row), unit))
    cell, unit, listed = cell[order], unit[order], listed[order]

    def of_cell(name: str) -> Texts:
        return np.asarray([getattr(item, name) for item in cells], dtype=object)[cell]

    start, end = of_cell("start"), of_cell("end")
    stays = (start != ABSENT) & (end != ABSENT)
    moved = stays & draws.chance("moves inside", row, moving_share)
    unit_now = np.where(moved, draws.choose("new unit", row, places.size_weight), unit)
    village = draws.between("village", row, 0, places.villages[unit_now] - 1)
    towns = np.round(places.villages * places.town_share).astype(np.int64)
    share = np.clip(places.minority_share[unit_now] * np.where(listed, 1.6, 0.9), 0.0, 0.97)
    groups = np.asarray(list(ETHNIC_MIX), dtype=object)
    drawn = groups[draws.choose("ethnic group", row, list(ETHNIC_MIX.values()))]
    return Plan(
        ids=np.asarray([f"{prefix}{number:08d}" for number in range(1, len(cell) + 1)], dtype=object),
        start=start, end=end, earlier=of_cell("earlier"), change=of_cell("change"),
        unit=unit, unit_now=unit_now, village=village, urban=village < towns[unit_now],
        ethnicity=np.where(draws.chance("minority", row, share), drawn, "01").astype(object),
    )  # fmt: skip


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
