"""Numbers as tables print them: thousands with points, commas or blanks, rates with a comma or a point."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from rasoat.survey.sheets import Cell, cell_text

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,\s\u00a0])\d{3})(?:\1\d{3})*")
_WHOLE = re.compile(r"[+-]?\d+")
_RATE = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_BLANKS = {"", "…", "...", ".", "x", "X"}
_DASHES = {"-", "–", "—", "−"}
_OTHER = (bool, date, datetime, time, timedelta)


def is_blank(cell: Cell | None) -> bool:
    """Empty, or a sign that stands for "nothing here"."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _BLANKS)


def is_dash(cell: Cell | None) -> bool:
    """The dash that statistical tables print for "none": a count of 0, and no rate."""
    return isinstance(cell, str) and cell.strip() in _DASHES


def read_count(cell: Cell | None) -> int | None:
    """A whole number, or None for anything else (a blank too).

    >>> read_count("12.558"), read_count("12,558"), read_count(141.0), read_count("2,63"), read_count("-")
    (12558, 12558, 141, None, 0)
    """
    if is_dash(cell):
        return 0
    if is_blank(cell) or isinstance(cell, _OTHER):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    text = str(cell).strip()
    if _WHOLE.fullmatch(text) or _GROUPED.fullmatch(text):
        return int(re.sub(r"[.,\s\u00a0]", "", text))
    return None


def read_rate(cell: Cell | None, decimals: int, factor: int = 1) -> int | None:
    """A rate in per cent times 10 to the `decimals`, half up; None for anything else. `factor` multiplies first.

    >>> read_rate("2,63 %", 2), read_rate(2.634999, 2), read_rate("0.0263", 2, 100), read_rate("", 2)
    (263, 263, 263, None)
    """
    if is_blank(cell) or is_dash(cell) or isinstance(cell, _OTHER):
        return None
    text = repr(cell) if isinstance(cell, float) else str(cell).strip().removesuffix("%").strip()
    if not isinstance(cell, float) and not _RATE.fullmatch(text):
        return None
    try:
        number = Decimal(text.replace(",", ".")) * factor
        return int((number * 10**decimals).quantize(Decimal(1), ROUND_HALF_UP))
    except (InvalidOperation, OverflowError, ValueError):
        return None


def written_as(cell: Cell | None) -> str:
    """A cell as people see it: numbers with a decimal comma, a blank as an empty text.

    >>> written_as(7.88), written_as("7.88"), written_as(12.0), written_as("-")
    ('7,88', '7.88', '12', '-')
    """
    if cell is None or is_blank(cell):
        return ""
    text = cell_text(cell) or ""
    return text.replace(".", ",") if isinstance(cell, float) else text


def rate_text(value: int, decimals: int) -> str:
    """A rate as Vietnamese readers print it.

    >>> rate_text(263, 2), rate_text(8, 1), rate_text(5, 0)
    ('2,63', '0,8', '5')
    """
    return f"{Decimal(value).scaleb(-decimals):f}".replace(".", ",")
