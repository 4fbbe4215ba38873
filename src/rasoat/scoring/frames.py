"""Take pandas, Polars or Arrow tables and give back the same kind."""

from typing import Any

import narwhals as nw
import polars as pl


def to_polars(frame: Any) -> pl.DataFrame:
    """A Polars table from pandas, Polars (lazy too) or Arrow. Raises TypeError for anything else."""
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame
    table: pl.DataFrame = nw.from_native(frame, eager_only=True).to_polars()
    return table


def like(result: pl.DataFrame, frame: Any) -> Any:
    """`result` as the kind of table that `frame` is."""
    if isinstance(frame, pl.DataFrame | pl.LazyFrame):
        return result
    given = nw.from_native(frame, eager_only=True)
    if given.implementation.is_pandas():
        return result.to_pandas()
    return result.to_arrow()
