"""Strict typing of whole tables: a cell that does not fit becomes null and a fault naming its place and value."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.cell_words import unreadable
from rasoat.survey.columns import Column, Kind
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET, TableSource, listed_faults
from rasoat.survey.parsing import is_filled, parse_series, parse_years


def type_table(
    raw: pl.DataFrame, columns: Mapping[str, Column], source: TableSource
) -> tuple[pl.DataFrame, list[Fault]]:
    """Give every known column its type; unknown columns stay as they are.

    Cells that do not fit become null and a fault naming row, column and value. Blank cells are null.
    """
    typed: dict[str, pl.Series] = {}
    faults: list[Fault] = []
    for series in raw.get_columns():
        column = columns.get(series.name)
        if column is None:
            typed[series.name] = series
            continue
        values = typed[series.name] = parse_series(series, column)
        unread = values.is_null()
        if column.year_column:
            years = parse_years(series, column)
            typed[column.year_column] = _first_known(typed.get(column.year_column), years)
            unread = years.is_null()
        if unread.any() and (bad := unread & is_filled(series)).any():
            faults += cell_faults(raw, bad, column, source)
    return pl.DataFrame(list(typed.values())) if typed else raw, faults


def cell_faults(raw: pl.DataFrame, bad: pl.Series, column: Column, source: TableSource) -> list[Fault]:
    """Faults for the cells of one column that could not be read: the `bad` rows of `raw`."""
    kind = _spoken(column)
    rule, vi, en, remedy_vi, remedy_en = unreadable(kind, column.choices)
    keys = [name for name in (SOURCE_ROW, SOURCE_SHEET, "household_id") if name in raw.columns]
    found = raw.filter(bad).select(*keys, pl.col(column.name).cast(pl.String).alias("_value"))

    def make(row: dict[str, Any]) -> Fault:
        place = source.place(row, column.name)
        return Fault(rule, vi, en, remedy_vi, remedy_en, place, value=str(row["_value"]))

    return listed_faults(found, make)


def _first_known(given: pl.Series | None, found: pl.Series) -> pl.Series:
    if given is None:
        return found
    return pl.select(pl.coalesce(given.cast(pl.Int64, strict=False), found)).to_series().alias(found.name)


def _spoken(column: Column) -> str:
    """The kind as the words of the fault name it."""
    if column.scale != 1:
        return "decimal"
    return Kind.BOOL if column.kind is Kind.BIT and column.choices else column.kind
