"""Rural or urban by the unit, where the data themselves do not say (the national workbook has no such column)."""

from dataclasses import replace

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.dataset import Dataset


def with_area(dataset: Dataset, units: pl.DataFrame) -> Dataset:
    """Fill missing `area` from `units` (`unit_code`, `area`) where the unit has exactly one area.

    A unit with both areas tells nothing: its households stay without an area, for a person to write.
    Raises `FaultsFoundError` for a table that is not of units.
    """
    missing = [name for name in ("unit_code", "area") if name not in units.columns]
    if missing:
        raise FaultsFoundError([_no_column(name) for name in missing])
    single = units.select("unit_code", "area").drop_nulls().unique().filter(pl.col("unit_code").is_unique())
    households = dataset.households
    if "unit_code" not in households.columns:
        return dataset
    given = pl.col("area") if "area" in households.columns else pl.lit(None, pl.String)
    joined = households.join(single.rename({"area": "_area"}), on="unit_code", how="left", maintain_order="left")
    return replace(dataset, households=joined.with_columns(pl.coalesce(given, "_area").alias("area")).drop("_area"))


def _no_column(name: str) -> Fault:
    return Fault(
        "units-column-missing",
        "tệp địa bàn không có cột này",
        "the file of units has no such column",
        "đưa đúng tệp địa bàn: CSV có unit_code, name, level, parent_code, area",
        "give the file of units: a CSV with unit_code, name, level, parent_code, area",
        Place(column=name),
    )
