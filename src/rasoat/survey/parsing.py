"""Parsing of whole columns: text (or a typed column of a Parquet file) to the type a column must have.

What cannot be read becomes null; the caller compares with `is_filled` to find the faults.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import polars as pl

from rasoat.survey.choices import CodeList
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Column, Kind
from rasoat.survey.dates import parse_date
from rasoat.survey.text import squash

_NOTHING = {"khong", "khongco", "none"}
"""What people write in a list of several when nothing applies."""


def is_filled(series: pl.Series) -> pl.Series:
    """True where the cell holds something other than blanks."""
    if series.dtype == pl.String:
        return (series.str.strip_chars() != "").fill_null(value=False)
    return series.is_not_null()


def parse_series(series: pl.Series, column: Column) -> pl.Series:
    """The typed column; null where the cell is blank or does not fit."""
    series = _plain(series, column.kind)
    if series.dtype == column.dtype and series.dtype != pl.String:
        return series
    if series.dtype == pl.Null or (series.dtype.is_integer() and column.dtype == pl.Int64):
        return series.cast(column.dtype, strict=False)
    text = series.cast(pl.String).str.strip_chars()
    if column.kind is not Kind.CODES:
        text = _blank_to_null(text)
    return _parser(column)(text).alias(column.name)


def parse_years(series: pl.Series, column: Column) -> pl.Series:
    """The years of a column of dates, also where only the year is written."""
    series = _plain(series, column.kind)
    if series.dtype == pl.Date:
        return series.dt.year().cast(pl.Int64).alias(column.year_column)
    years = _by_value(_blank_to_null(series.cast(pl.String).str.strip_chars()), _year, pl.Int64())
    return years.alias(column.year_column)


def _plain(series: pl.Series, kind: Kind) -> pl.Series:
    """Take away what other programs add: whole numbers stored as floats, times after dates, booleans for ticks."""
    if series.dtype.is_float():
        whole = pl.select(pl.when(series == series.round()).then(series)).to_series()
        return whole.cast(pl.Int64, strict=False).alias(series.name)
    if kind is Kind.DATE and series.dtype.base_type() is pl.Datetime:
        return series.dt.date()
    if kind is Kind.BIT and series.dtype == pl.Boolean:
        return series.cast(pl.Int8)
    return series


def _blank_to_null(text: pl.Series) -> pl.Series:
    return pl.select(pl.when(text != "").then(text)).to_series() if (text == "").any() else text


def _parser(column: Column) -> Callable[[pl.Series], pl.Series]:
    """How a column of text is read."""
    if column.scale != 1:
        return partial(_by_value, parse=partial(scaled, scale=column.scale), dtype=pl.Int64())
    match column.kind:
        case Kind.TEXT:
            return lambda text: text.str.normalize("NFC")
        case Kind.BIT if column.choices is None:
            return _ticks
        case Kind.BOOL:
            return partial(_by_value, parse=_yes_no, dtype=pl.Boolean())
        case Kind.DATE:
            return partial(_by_value, parse=_day, dtype=pl.Date())
        case Kind.INT if column.choices is None:
            return lambda text: text.cast(pl.Int64, strict=False)
    assert column.choices is not None, f"column '{column.name}' needs a list of codes"
    if column.kind is Kind.CODES:
        return partial(_by_value, parse=partial(several, known=column.choices), dtype=pl.String())
    match_code = partial(_by_value, parse=column.choices.match, dtype=pl.String())
    if column.kind in {Kind.INT, Kind.BIT}:
        return lambda text: match_code(text).cast(column.dtype)
    return match_code


def _by_value(text: pl.Series, parse: Callable[[str], Any], dtype: pl.DataType) -> pl.Series:
    """Parse each different text once."""
    different = text.drop_nulls().unique()
    if different.is_empty():
        return pl.Series(values=[None] * len(text), dtype=dtype)
    parsed = pl.Series(values=[parse(word) for word in different.to_list()], dtype=dtype)
    return text.replace_strict(different, parsed, default=None, return_dtype=dtype)


def _ticks(text: pl.Series) -> pl.Series:
    number = text.cast(pl.Int8, strict=False)
    return pl.select(pl.when(number.is_in([0, 1])).then(number)).to_series()


def _yes_no(written: str) -> bool | None:
    code = code_list("yes_no").match(written)
    return None if code is None else code == "1"


def _day(written: str) -> Any:
    found = parse_date(written)
    return found.day if found else None


def _year(written: str) -> int | None:
    found = parse_date(written)
    return found.year if found else None


def several(written: str, known: CodeList) -> str | None:
    """Codes written with `;` (or commas, or on several lines), in the order of the list, joined by `;`.

    Empty text means "asked, none"; None means that some part is not on the list.
    """
    if squash(written) in _NOTHING or not written.strip():
        return ""
    if (whole := known.match(written)) is not None:
        return whole
    for mark in (";", ","):
        parts = [part for part in written.replace("\n", mark).split(mark) if part.strip()]
        codes = {known.match(part) for part in parts}
        if parts and None not in codes:
            return ";".join(code for code in known.codes if code in codes)
    return None


def scaled(written: str, scale: int) -> int | None:
    """A decimal number in the unit people write, as an integer of the smaller unit; None when it does not fit.

    >>> scaled("45,5", 100), scaled("45", 100), scaled("45,555", 100), scaled("-1", 100)
    (4550, 4500, None, None)
    """
    whole, point, part = written.strip().replace(",", ".").partition(".")
    digits = len(str(scale)) - 1
    part = part.rstrip("0")
    if not (whole.isascii() and whole.isdigit()) or (part and not (part.isascii() and part.isdigit())):
        return None
    if len(part) > digits or (point and not written.strip()[-1].isdigit()) or len(whole) > _LONGEST:
        return None
    return int(whole) * scale + int(part.ljust(digits, "0") or 0)


_LONGEST = 12
