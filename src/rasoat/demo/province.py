"""The synthetic province that `generate` gives."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from rasoat.survey.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Province:
    """A province that does not exist, with the reviews of two years.

    `units` and `previous_units` have the columns of a units file. `current` and `previous` are the two rounds;
    `history` has `household_id, year, class, standard_id` of earlier years. `departures` has one row for each
    household of the previous round that ended: `household_id, unit_code, area, change_kind, into_household_id`.
    `undecided` tells that the households of `current` have answers but no class yet (see `finish`).
    `all_households` tells that every household of the province is a record, not only those on a list.
    """

    preset: str
    label: str
    seed: int
    scale: float
    standard_id: str
    point_table_id: str
    year: int
    reference_date: date
    previous_year: int
    previous_reference_date: date
    units: pl.DataFrame
    previous_units: pl.DataFrame
    current: Dataset
    previous: Dataset
    history: pl.DataFrame
    departures: pl.DataFrame
    undecided: bool
    all_households: bool
    published: str = ""  # name of the set of published figures this province reproduces
