"""Tables bear the watermark given and the notices of the households of both rounds."""

import polars as pl

from rasoat.tables.api import tables


def listed(*notices: str | None) -> pl.DataFrame:
    rows = len(notices)
    return pl.DataFrame({
        "household_id": [f"H{at}" for at in range(rows)], "class": ["poor"] * rows,
        "notice": pl.Series(notices, dtype=pl.String),
    })  # fmt: skip


def test_notices_of_both_rounds_are_printed_on_every_table() -> None:
    made = tables(listed("B", None, "B"), listed("C"), watermark="A")

    assert {table.watermark for table in made.by_number.values()} == {"A; B; C"}


def test_tables_without_notices_have_no_watermark() -> None:
    assert {table.watermark for table in tables(listed(None)).by_number.values()} == {""}
    assert {table.watermark for table in tables(listed(None).drop("notice")).by_number.values()} == {""}
