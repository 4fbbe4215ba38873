"""The columns a classification may read, with their types, for one or several standards."""

from collections.abc import Sequence

import polars as pl

from rasoat.law.faults import Fault
from rasoat.law.pack import Pack
from rasoat.law.point_table.model import PointTable
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Column, Kind
from rasoat.survey.fault_list import TableSource
from rasoat.survey.typed_tables import type_table

NUMBERS = ("income_score", "deprivation_score", "deprived_count", "income_vnd")


def input_columns(packs: Sequence[Pack]) -> dict[str, Column]:
    """Every column any of the packs may read."""
    columns = [
        Column("household_id", Kind.TEXT),
        Column("area", Kind.CODE, code_list("area")),
        Column("region_code", Kind.TEXT),
    ]
    for pack in packs:
        suffixes = ("", f"@{pack.standard.id}")
        columns += [Column(name + suffix, Kind.INT) for name in NUMBERS for suffix in suffixes]
        columns += [Column(code + suffix, Kind.BIT) for code in pack.standard.indicator_codes for suffix in suffixes]
        columns += _item_columns(pack.point_table) if pack.point_table else []
    return {column.name: column for column in columns}


def type_inputs(frame: pl.DataFrame, packs: Sequence[Pack], source: TableSource) -> tuple[pl.DataFrame, list[Fault]]:
    """The table with those columns typed; a cell that does not fit becomes null and a fault."""
    return type_table(frame, input_columns(packs), source)


def _item_columns(table: PointTable) -> list[Column]:
    columns = []
    for item in table.items:
        kind = {"single": Kind.TEXT, "band": Kind.INT, "additive": Kind.BIT}[item.kind]
        columns += [Column(name, kind) for name in item.columns()]
    return columns
