"""What every output made of a household must bear: the column `notice`, and the line of it in a workbook."""

from collections.abc import Iterable
from functools import cache
from typing import Final

import polars as pl

from rasoat.law.book import shipped_law
from rasoat.law.watermark import BETWEEN, SIMULATED, join_watermarks
from rasoat.survey.text import squash

NOTICE: Final = "notice"
_HEADER = 120


def notices_of(*tables: pl.DataFrame) -> str:
    """The different notices of tables of households, joined in the order of the alphabet; empty when none has one."""
    columns = (table[NOTICE].cast(pl.String).drop_nulls().unique() for table in tables if NOTICE in table.columns)
    return join_watermarks(*sorted({notice for column in columns for notice in column}))


def joined_notices(households: pl.DataFrame, mark: str) -> pl.Series:
    """Per household the mark joined with its own notice; empty text where there is neither."""
    if NOTICE not in households.columns:
        return pl.Series(NOTICE, [mark], dtype=pl.String).new_from_index(0, households.height)
    own = households[NOTICE].cast(pl.String).fill_null("")
    different = own.unique()
    joined = pl.Series([join_watermarks(mark, notice) for notice in different], dtype=pl.String)
    return own.replace_strict(different, joined, return_dtype=pl.String).alias(NOTICE)


def with_notice(households: pl.DataFrame, mark: str) -> pl.DataFrame:
    """The households, each bearing the mark besides its own notice; unchanged without a mark."""
    return households.with_columns(joined_notices(households, mark)) if mark else households


def notice_in(texts: Iterable[str | None], known: str = "") -> str:
    """The watermarks among the texts above a table: those of the shipped point tables, of simulations, and `known`.

    A text may hold several lines, and a line several watermarks. Tones, case, hyphens and blanks do not matter.
    """
    lines = [line for text in texts if text for line in text.splitlines()]
    marks = _shipped() | {squash(part): part for part in known.split(BETWEEN)}
    found = [_recognised(line, marks) for line in lines]
    return join_watermarks(*found)


def page_header(notice: str) -> str:
    """The notice as the header of printed pages (Excel takes 255 characters, `&` begins a command)."""
    return f"&C{notice[:_HEADER].replace('&', '&&')}"


def _recognised(line: str, marks: dict[str, str]) -> str:
    """A line is a notice when it begins a simulation's or one of its parts is a watermark; it is then taken whole."""
    parts = line.split(BETWEEN)
    simulated = squash(line).startswith(squash(SIMULATED))
    if not simulated and not any(squash(part) in marks for part in parts if part.strip()):
        return ""
    return join_watermarks(*(marks.get(squash(part), part) for part in parts))


@cache
def _shipped() -> dict[str, str]:
    tables = shipped_law().point_tables.values()
    return {squash(table.watermark): table.watermark for table in tables if table.watermark}
