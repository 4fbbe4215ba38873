"""Write a classification: canonical CSV (or Parquet) and the packs it names, whole or not at all."""

from pathlib import Path

import polars as pl

from rasoat.law.whole_file import whole_file
from rasoat.scoring.classify import Classification
from rasoat.scoring.packs import write_pack


def canonical(table: pl.DataFrame) -> pl.DataFrame:
    """Rows sorted by household, standards in the order asked; `notice` only where some output must bear one."""
    ranked = table.with_columns(pl.col("standard_id").rle_id().alias("_order"))
    ranked = ranked.sort(["household_id", "_order"], maintain_order=True).drop("_order")
    return ranked if (ranked["notice"] != "").any() else ranked.drop("notice")


def write_results(classification: Classification, out: Path) -> list[Path]:
    """Write to a `.csv` or `.parquet` file, or into a directory (`classes.csv`); packs go to `packs/` beside it.

    CSV: UTF-8, comma, line feed, empty for unknown: the same input and packs give the same bytes.
    """
    is_file = out.suffix.lower() in {".csv", ".parquet"}
    target = out if is_file else out / "classes.csv"
    table = canonical(classification.table)
    with whole_file(target) as draft:
        if target.suffix.lower() == ".parquet":
            table.write_parquet(draft)
        else:
            table.with_columns(pl.col("reason").replace("", None)).write_csv(draft, line_terminator="\n")
        packs = [write_pack(pack, target.parent / "packs") for pack in classification.packs]
    return [target, *packs]
