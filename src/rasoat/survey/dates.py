"""Dates as people write them: `dd/mm/yyyy` text, a bare year, or a real date of the spreadsheet."""

import re
from dataclasses import dataclass
from datetime import date

_FULL = re.compile(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$")
_YEAR = re.compile(r"^(\d{4})$")
_EARLIEST_YEAR = 1850


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date of which at least the year is known."""

    year: int
    day: date | None = None


def parse_date(text: str) -> WrittenDate | None:
    """Read a date; None when it is not one. The day comes before the month; two-digit years are not guessed.

    >>> parse_date("05/11/1984")
    WrittenDate(year=1984, day=datetime.date(1984, 11, 5))
    >>> parse_date("1984")
    WrittenDate(year=1984, day=None)
    >>> parse_date("31/02/1984") is None
    True
    """
    text = text.strip()
    if not text.isascii():
        return None
    if match := _YEAR.match(text):
        year = int(match[1])
        return WrittenDate(year) if year >= _EARLIEST_YEAR else None
    if match := _FULL.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO.match(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    if year < _EARLIEST_YEAR:
        return None
    try:
        return WrittenDate(year, date(year, month, day))
    except ValueError:
        return None


def format_date(day: date | None, year: int | None = None) -> str:
    """`dd/mm/yyyy`, or the bare year when only that is known, or an empty text."""
    if day is not None:
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    return f"{year:04d}" if year is not None else ""
