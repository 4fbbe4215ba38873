"""Coded households for benchmarks: small integers only, in chunks, from one village to the nation.

The columns are those of a coded plan of the scoring room: region, one answer code a question (1..n in the order of
the table, masks as 1 + bits), and 0/1 indicators; besides them household_id, unit_code and area. A household's
prosperity ties its answers together, so that classes come in realistic shares.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from rasoat.demo.arrays import Keys
from rasoat.demo.draws import Draws
from rasoat.law.whole_file import whole_file
from rasoat.scoring.kernels.coded import CodedAnswer, CodedPlan

_LEVELS = 32  # steps of prosperity
_UNITS = 3_321  # size of a nation's register of communes; only the spread of codes matters
_BYTE = 256
_URBAN_SHARE = 0.38
_DEPRIVED = (0.36, 0.01)  # share of deprived at the lowest and at the highest prosperity

Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def coded_households(plan: CodedPlan, n: int, seed: int = 0, *, chunk: int = 1_000_000) -> Iterator[pl.DataFrame]:
    """Frames of at most `chunk` households that together hold households 1..n.

    Columns: household_id Int64, unit_code UInt16, area UInt8 (0 rural, 1 urban), then the columns the plan reads
    (`region` from 1, answers, indicators) as UInt8; a column of known totals (income_column ...) as UInt16. What is
    drawn for a household depends on the seed and its id only, not on `chunk`.
    """
    maker = _Maker(plan, seed)
    for start in range(0, n, chunk):
        yield maker.frame(np.arange(start, min(start + chunk, n), dtype=np.uint64))


def write_coded_parquet(path: Path, plan: CodedPlan, n: int, seed: int = 0, *, row_group: int = 1_000_000) -> None:
    """Stream `coded_households` into one Parquet file, a row group at a time, whole or not at all."""
    if n < 1:
        raise ValueError("n must be at least 1")
    frames = coded_households(plan, n, seed, chunk=row_group)
    with whole_file(path) as draft:
        first = next(frames).to_arrow()
        with pq.ParquetWriter(draft, first.schema, compression="zstd") as writer:
            for table in chain([first], (frame.to_arrow() for frame in frames)):
                writer.write_table(table, row_group_size=row_group)


class _Maker:
    """Look-up arrays from (prosperity, random byte) to a code, one a column."""

    def __init__(self, plan: CodedPlan, seed: int) -> None:
        self.plan, self.draws = plan, Draws(seed)
        urban = [index for index, region in enumerate(plan.regions, start=1) if region.area == "urban"]
        rural = [index for index, region in enumerate(plan.regions, start=1) if region.area == "rural"]
        self.region_of = np.empty(_UNITS, dtype=np.uint8)
        places = np.arange(_UNITS, dtype=np.uint64)
        is_urban = (
            self.draws.chance("urban", places, _URBAN_SHARE if rural else 1.0) if urban else np.zeros(_UNITS, bool)
        )
        for mask, regions in ((is_urban, urban), (~is_urban, rural)):
            if mask.any():
                self.region_of[mask] = np.asarray(regions)[np.arange(int(mask.sum())) % len(regions)]
        self.area_of = is_urban.astype(np.uint8)
        self.answers = {answer.column: _answer_table(answer) for answer in plan.answers}
        often = np.linspace(*_DEPRIVED, _LEVELS)
        deprived = (np.arange(_BYTE)[None, :] < (often * _BYTE)[:, None]).astype(np.uint8)
        self.indicators = {indicator.column: deprived for indicator in plan.indicators}

    def frame(self, keys: Keys) -> pl.DataFrame:
        """The households of these keys."""
        unit = (self.draws.bits("unit", keys) % np.uint64(_UNITS)).astype(np.uint16)
        bits = self.draws.bits("prosperity", keys).view(np.uint8).reshape(-1, 8)
        level = (bits[:, :3].max(axis=1).astype(np.uint16) * _LEVELS // _BYTE).astype(np.int64) * _BYTE
        columns: dict[str, object] = {
            "household_id": (keys + np.uint64(1)).astype(np.int64),
            "unit_code": unit,
            "area": self.area_of[unit],
            self.plan.region_column: self.region_of[unit],
        }
        tables = self.answers | self.indicators
        for number, (column, table) in enumerate(tables.items()):
            if number % 8 == 0:
                block = self.draws.bits(f"answers {number // 8}", keys).view(np.uint8).reshape(-1, 8)
            columns[column] = table.reshape(-1)[level + block[:, number % 8]]
        self._totals(columns, keys, level)
        return pl.DataFrame(columns)

    def _totals(
        self, columns: dict[str, object], keys: Keys, level: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    ) -> None:
        """Totals from paper, where the plan reads them instead of answers."""
        noise = (self.draws.bits("totals", keys) % np.uint64(8)).astype(np.int64)
        prosperity = level // _BYTE
        if self.plan.income_column is not None:
            columns[self.plan.income_column] = ((prosperity * 2 + noise) * 5).astype(np.uint16)
        if self.plan.deprivation_column is not None:
            columns[self.plan.deprivation_column] = (np.maximum(10 - prosperity // 3 - noise // 2, 0) * 10).astype(
                np.uint16
            )


def _answer_table(answer: CodedAnswer) -> Bytes:
    """Codes for each prosperity and byte. A single choice leans to answers with more points as prosperity grows."""
    level = (np.arange(_LEVELS) + 0.5)[:, None] / _LEVELS
    byte = (np.arange(_BYTE) + 0.5)[None, :] / _BYTE
    if answer.mask:
        parts = len(answer.points[0])
        bits = np.zeros((_LEVELS, _BYTE), dtype=np.int64)
        for part in range(parts):
            phase = (byte * (part * 2 + 1) * 37) % 1.0  # another order of the bytes for each part
            bits |= (phase < level ** (0.4 + 2.0 * part / parts)).astype(np.int64) << part
        return (bits + 1).astype(np.uint8 if answer.width <= _BYTE - 1 else np.uint16)
    order = np.argsort(answer.points[0], kind="stable")
    place = np.clip(level + (byte - 0.5) * 0.7, 0.0, 0.999)
    return (order[(place * len(order)).astype(np.int64)] + 1).astype(np.uint8)
