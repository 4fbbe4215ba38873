"""The columns a classification may read, with their types, for one or several standards."""

from collections.abc import Sequence

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.law.point_table.model import PointTable
from rasoat.scoring.faults import make_fault
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Column, Kind
from rasoat.survey.fault_list import SOURCE_ROW, TableSource
from rasoat.survey.notices import NOTICE
from rasoat.survey.typed_tables import type_table

NUMBERS = ("income_score", "deprivation_score", "deprived_count", "income_vnd")


def input_columns(packs: Sequence[Pack]) -> dict[str, Column]:
    """Every column any of the packs may read."""
    columns = [
        Column("household_id", Kind.TEXT),
        Column("area", Kind.CODE, code_list("area")),
        Column("region_code", Kind.TEXT),
        Column("area_override_reason", Kind.TEXT),
        Column(NOTICE, Kind.TEXT),
    ]
    for pack in packs:
        suffixes = ("", f"@{pack.standard.id}")
        columns += [Column(name + suffix, Kind.INT) for name in NUMBERS for suffix in suffixes]
        columns += [Column(code + suffix, Kind.BIT) for code in pack.standard.indicator_codes for suffix in suffixes]
        columns += item_columns(pack.point_table) if pack.point_table else []
    return {column.name: column for column in columns}


def item_columns(table: PointTable) -> list[Column]:
    """The answer columns of a point table."""
    kinds = {"single": Kind.TEXT, "band": Kind.INT, "additive": Kind.BIT}
    return [Column(name, kinds[item.kind]) for item in table.items for name in item.columns()]


def type_inputs(frame: pl.DataFrame, packs: Sequence[Pack], source: TableSource) -> tuple[pl.DataFrame, list[Fault]]:
    """The table with those columns typed; a cell that does not fit becomes null and a fault.

    A table without row numbers gets them, counted from 1. Raises `FaultsFoundError` when two point tables read one
    column in different ways.
    """
    _refuse_unlike(packs)
    columns = input_columns(packs)
    bits = [name for name, column in columns.items() if column.kind is Kind.BIT and name in frame.columns]
    return type_table(with_rows(frame).with_columns(_plain_ticks(frame, bits)), columns, source)


def with_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """The table with the numbers of its rows, its own or counted from 1."""
    if SOURCE_ROW in frame.columns:
        return frame
    return frame.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(SOURCE_ROW))


def _plain_ticks(frame: pl.DataFrame, names: Sequence[str]) -> list[pl.Series]:
    """Integer ticks as Int8 where all are 0 or 1; as Int64 where some are not, for the typing to name them."""
    plain = []
    for series in (frame[name] for name in names):
        if series.dtype.is_integer():
            fits = series.is_between(0, 1).all()
            plain.append(series.cast(pl.Int8 if fits else pl.Int64))
    return plain


def _refuse_unlike(packs: Sequence[Pack]) -> None:
    tables = [pack.point_table for pack in packs if pack.point_table is not None]
    meanings: dict[str, set[tuple[str, str]]] = {}
    for table in tables:
        for item in table.items:
            for name in item.columns():
                meanings.setdefault(name, set()).add((item.kind, item.unit))
    known = ", ".join(table.table_id for table in tables)
    unlike = [name for name, found in meanings.items() if len(found) > 1]
    if unlike:
        raise FaultsFoundError(make_fault("answer-columns-differ", column=name, known=known) for name in unlike)
