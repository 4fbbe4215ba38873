"""Floors: reading the same columns of the same file and nothing else."""

from collections.abc import Callable

from benchmarks.data import coded_file
from benchmarks.law import plan

UNIT = "unit_code"


def pyarrow_decode(rows: int) -> Callable[[], int]:
    """PyArrow reads the columns into one table, with its threads."""
    import pyarrow.parquet as pq

    path, columns = coded_file(rows), [UNIT, *plan().columns]
    return lambda: pq.read_table(path, columns=columns).num_rows


def pyarrow_batches(rows: int) -> Callable[[], int]:
    """The same in batches, never holding the table."""
    import pyarrow.parquet as pq

    path, columns = coded_file(rows), [UNIT, *plan().columns]
    return lambda: sum(batch.num_rows for batch in pq.ParquetFile(path).iter_batches(1 << 18, columns=columns))


def polars_scan(rows: int) -> Callable[[], int]:
    """Polars' streaming engine scans the columns and keeps the largest value of each."""
    import polars as pl

    scan = pl.scan_parquet(coded_file(rows)).select(pl.col(UNIT, *plan().columns).max())
    return lambda: scan.collect(engine="streaming").height
