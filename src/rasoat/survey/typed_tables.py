"""Strict typing of whole tables: a cell that does not fit becomes null and a fault naming its place and value."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.cell_words import two_answers, unreadable
from rasoat.survey.columns import Column, Kind
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET, TableSource, listed_faults
from rasoat.survey.parsing import is_filled, parse_series, parse_years, several


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
        values = parse_series(series, column).alias(series.name)
        typed[series.name] = _first_known(values, typed.get(series.name))
        unread = values.is_null()
        if column.year_column:
            years = parse_years(series, column)
            typed[column.year_column] = _first_known(typed.get(column.year_column, years), years)
            unread = years.is_null()
        if unread.any() and (bad := unread & is_filled(series)).any():
            faults += cell_faults(raw, bad, replace(column, name=series.name), source)
    return pl.DataFrame(list(typed.values())) if typed else raw, faults


def cell_faults(raw: pl.DataFrame, bad: pl.Series, column: Column, source: TableSource) -> list[Fault]:
    """Faults for the cells of one column that could not be read: the `bad` rows of `raw`."""
    keys = [name for name in (SOURCE_ROW, SOURCE_SHEET, "household_id") if name in raw.columns]
    found = raw.filter(bad).select(*keys, pl.col(column.name).cast(pl.String).alias("_value"))
    texts = found["_value"].unique()
    double = found["_value"].is_in(
        texts.filter(pl.Series([_has_two(text, column) for text in texts], dtype=pl.Boolean))
    )
    return [
        *_worded(found.filter(~double), unreadable(_spoken(column), column.choices), column, source),
        *_worded(found.filter(double), two_answers(), column, source),
    ]


def _worded(
    found: pl.DataFrame, words: tuple[str, str, str, str, str], column: Column, source: TableSource
) -> list[Fault]:
    rule, vi, en, remedy_vi, remedy_en = words

    def make(row: dict[str, Any]) -> Fault:
        place = source.place(row, column.name)
        return Fault(rule, vi, en, remedy_vi, remedy_en, place, value=str(row["_value"]))

    return listed_faults(found, make, source.listed)


def _has_two(written: str, column: Column) -> bool:
    """True when a question with one answer holds several answers of its list."""
    if column.kind is not Kind.CODE or column.choices is None:
        return False
    return ";" in (several(written, column.choices) or "")


def _first_known(first: pl.Series, second: pl.Series | None) -> pl.Series:
    if second is None or second is first:
        return first
    return pl.select(pl.coalesce(first, second)).to_series().alias(first.name)


def _spoken(column: Column) -> str:
    """The kind as the words of the fault name it."""
    if column.scale != 1:
        return "decimal"
    return Kind.BOOL if column.kind is Kind.BIT and column.choices else column.kind
