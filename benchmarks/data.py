"""Coded households as Parquet files under benchmarks/data/, made once per size and law, whole or not at all."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from benchmarks.law import plan
from rasoat.demo.coded import coded_households

DIRECTORY = Path(__file__).parent / "data"
ROW_GROUP = 1_000_000
UNANSWERED = 1_000
"""One household in so many leaves a question unanswered."""


def coded_file(rows: int) -> Path:
    """The file of that many households; smaller files are the first households of larger ones."""
    path = DIRECTORY / f"households-{rows}-{_version()}.parquet"
    if not path.exists():
        DIRECTORY.mkdir(exist_ok=True)
        partial = path.with_suffix(".part")
        _write(partial, rows)
        partial.replace(path)
    return path


@cache
def _version() -> str:
    """Changes with the law, with the generator and with this file: the first households tell."""
    first = next(iter(coded_households(plan(), 1_000)))
    told = f"{plan()}{ROW_GROUP}{UNANSWERED}{first.write_csv()}"
    return sha256(told.encode()).hexdigest()[:8]


def _write(path: Path, rows: int) -> None:
    question = plan().answers[0].column
    unanswered = pl.col("household_id") % UNANSWERED == 0
    holes = pl.when(unanswered).then(pl.lit(0, pl.UInt8)).otherwise(pl.col(question)).alias(question)
    writer: pq.ParquetWriter | None = None
    for frame in coded_households(plan(), rows, chunk=ROW_GROUP):
        table = frame.with_columns(holes).to_arrow()
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROW_GROUP)
    if writer is not None:
        writer.close()
