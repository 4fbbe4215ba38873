"""Write a classification: canonical CSV (or Parquet) and the packs it names, whole or not at all."""

from pathlib import Path

import polars as pl

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
    target.parent.mkdir(parents=True, exist_ok=True)
    table = canonical(classification.table)
    partial = target.with_name(f".{target.name}.part")
    try:
        if target.suffix.lower() == ".parquet":
            table.write_parquet(partial)
        else:
            table.with_columns(pl.col("reason").replace("", None)).write_csv(partial, line_terminator="\n")
        packs = [write_pack(pack, target.parent / "packs") for pack in classification.packs]
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return [target, *packs]
