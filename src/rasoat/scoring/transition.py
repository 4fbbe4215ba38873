"""A transition matrix: households by class under one pack and under another, always marked as a simulation."""

import polars as pl

from rasoat.law.faults import FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.law.watermark import join_watermarks
from rasoat.scoring.classify import Classification, classify_table
from rasoat.scoring.faults import make_fault
from rasoat.survey.notices import notices_of

SIMULATION = "MÔ PHỎNG: kết quả giả định, không dùng để công nhận hộ nghèo"


def transitions(
    table: pl.DataFrame, before: Pack, after: Pack, *, by: str | None = None, rural_region: str = ""
) -> pl.DataFrame:
    """Count households by (`by`, class before, class after). Raises `FaultsFoundError` when either cannot classify."""
    if by is not None and by not in table.columns:
        raise FaultsFoundError([make_fault("column-missing", known=by)])
    first, second = _both(table, before, after, rural_region)
    unit = table[by].cast(pl.String) if by else pl.Series([""]).new_from_index(0, table.height)
    notice = join_watermarks(SIMULATION, before.watermark, after.watermark, notices_of(table))
    joined = pl.DataFrame({"unit_code": unit, "from_class": first["class"], "to_class": second["class"]})
    counted = joined.group_by("unit_code", "from_class", "to_class").agg(pl.len().cast(pl.Int64).alias("households"))
    order = {"poor": 0, "near_poor": 1, "not_poor": 2}
    ranks = [pl.col(name).replace_strict(order, default=3) for name in ("from_class", "to_class")]
    return counted.sort(pl.col("unit_code"), *ranks).with_columns(pl.lit(notice).alias("notice"))


def _both(table: pl.DataFrame, before: Pack, after: Pack, rural_region: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    if before.standard.id != after.standard.id:
        both = classify_table(table, [before, after], rural_region=rural_region)
        _refuse_blocked(both)
        parts = both.table.partition_by("standard_id", as_dict=True)
        return parts[(before.standard.id,)], parts[(after.standard.id,)]
    results = [classify_table(table, [pack], rural_region=rural_region) for pack in (before, after)]
    for result in results:
        _refuse_blocked(result)
    return results[0].table, results[1].table


def _refuse_blocked(result: Classification) -> None:
    if result.blocked:
        raise FaultsFoundError(
            make_fault("standard-blocked", standard=standard, why=why) for standard, why in result.blocked.items()
        )
