"""A reviewed synthetic province for the figures beyond the kernels."""

from dataclasses import replace
from functools import cache

import polars as pl

from benchmarks.law import pack
from rasoat.cli.round_inputs import classify_present
from rasoat.demo.finish import closing_households, finish
from rasoat.demo.generate import generate
from rasoat.demo.province import Province

PRESET = "tinh-mau-2026"


@cache
def reviewed(scale: float = 1.0) -> Province:
    """The model province at that scale, classified from its answers and closed; left households as rows."""
    province = generate(PRESET, scale=scale)
    closed = finish(province, classify_present(province.current, [pack()], "").table)
    return replace(closed, current=replace(closed.current, households=closing_households(closed)))


def repeated(province: Province, households: int) -> tuple[Province, int]:
    """The province with every household many times over, under new ids, until there are at least so many."""
    times = -(-households // province.current.households.height)
    counts = [name for name, kind in province.units.schema.items() if kind.is_integer()]
    grown = replace(
        province,
        units=province.units.with_columns(pl.col(counts) * times),
        current=replace(province.current, households=_many(province.current.households, times)),
        previous=replace(province.previous, households=_many(province.previous.households, times)),
        history=_many(province.history, times),
    )
    return grown, grown.current.households.height


def _many(frame: pl.DataFrame, times: int) -> pl.DataFrame:
    ids = [name for name in ("household_id", "origin_household_id") if name in frame.columns]
    return pl.concat(frame.with_columns(pl.col(ids) + f"-{copy}") for copy in range(times))
