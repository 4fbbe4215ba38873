"""Rows of which some cell could not be read: they are not sound, whatever column it was."""

from collections.abc import Sequence

import polars as pl

from rasoat.law.faults import Fault, errors
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET


def misread_rows(frame: pl.DataFrame, faults: Sequence[Fault]) -> pl.Series:
    """One Boolean a row: true where a fault of the reader stands.

    Readers list the first faults of a column one by one and count the rest; once a column has such a rest, every
    row that is blank in it may be one of them.
    """
    places = [fault.place for fault in errors(faults)]
    rows = [(place.sheet, place.row) for place in places if place.row is not None]
    ids = [place.household_id for place in places if place.row is None and place.household_id]
    rest = {place.column for place in places if place.row is None and not place.household_id}
    sheet = pl.col(SOURCE_SHEET).fill_null("") if SOURCE_SHEET in frame.columns else None
    numbers = {name: [row for at, row in rows if at == name] for name in {at for at, _ in rows}}
    found = [
        pl.col(SOURCE_ROW).is_in(wanted) & (pl.lit(value=True) if sheet is None else sheet == name)
        for name, wanted in numbers.items()
    ]
    found.append(pl.col("household_id").is_in(ids).fill_null(value=False))
    found += [pl.col(name).is_null() for name in sorted(rest & set(frame.columns))]
    return frame.select(pl.any_horizontal(found).alias("faulty")).to_series()
