"""The formats that a template may put after a bar, as in `{{ so_ho|so }}`. Nothing is printed for a missing value."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from jinja2 import Undefined

from rasoat.papers.values import Plain, printed
from rasoat.papers.words_vi import in_words

MOST_LETTERS = 200_000  # of one value
MOST_DIGITS = 30
_BLANK_DATE = "ngày ...... tháng ...... năm ......"


class UnfitValueError(ValueError):
    """A value that a format cannot take; the text is the value."""


def so(value: Any, decimals: int | None = None) -> str:
    """12558 as "12.558", 2.5 as "2,5"; with `decimals` rounded half up."""
    return "" if value is None else _grouped(_number(value), decimals)


def dong(value: Any) -> str:
    """700000 as "700.000 đồng"."""
    return "" if value is None else f"{_grouped(_number(value), None)} đồng"


def phan_tram(value: Any, base: Any = 100) -> str:
    """2.63 as "2,63 %"; with `base` the share of it, 13 of 40 as "32,50 %". Nothing when the base is 0."""
    if value is None or base is None or _number(base) == 0:
        return ""
    return f"{_grouped(_number(value) * 100 / _number(base), 2)} %"


def bang_chu(value: Any) -> str:
    """12 as "mười hai"; whole numbers only."""
    if value is None:
        return ""
    number = _number(value)
    if number != number.to_integral_value() or number.adjusted() >= 18:
        raise UnfitValueError(str(value))
    return in_words(int(number))


def ngay(value: Any) -> str:
    """A date as 26/11/2026."""
    return "" if value is None else printed(_day(value))


def ngay_chu(value: Any) -> str:
    """A date as "ngày 26 tháng 11 năm 2026", days below 10 and months 1 and 2 with a zero; dots when missing."""
    if value is None:
        return _BLANK_DATE
    day = _day(value)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def hoa(value: Any) -> str:
    """All capitals."""
    return _bounded(printed(value).upper())


def thuong(value: Any, letters: int | None = None) -> str:
    """All small letters, or only so many at the beginning: with 1 a name within stays, "tổ dân phố Đông Hải"."""
    words, end = printed(value), None if letters is None else max(int(letters), 0)
    return _bounded(words[:end].lower() + ("" if end is None else words[end:]))


def dien(value: Any, dots: int = 30) -> str:
    """The value, or dots to be written on by hand when it is missing."""
    lacking = isinstance(value, Undefined) or value is None or value == ""
    return "." * min(max(int(dots), 3), 200) if lacking else printed(value)


def noi(value: Any, between: str = ", ") -> str:
    """The entries of a list in one text."""
    return _bounded(str(between).join(printed(entry) for entry in _list(value)))


def tong(value: Any, field: str = "") -> Decimal | int:
    """The sum of a list of numbers, or of one field of its entries; missing numbers are refused."""
    numbers = [_number(entry[field] if field else entry) for entry in _list(value)]
    total = sum(numbers, Decimal(0))
    return int(total) if total == total.to_integral_value() else total


def dai(value: Any) -> int:
    """How many entries a list has, or how many letters a text."""
    if isinstance(value, str | list | tuple | dict | range):
        return len(value)
    raise UnfitValueError(printed(value))


def default(value: Any, instead: Plain = "") -> Any:
    """The value, or `instead` where the data has no such field or nothing in it."""
    lacking = isinstance(value, Undefined) or value is None or value == ""
    return instead if lacking else value


FORMATS: dict[str, Callable[..., Any]] = {
    "so": so, "dong": dong, "phan_tram": phan_tram, "bang_chu": bang_chu, "ngay": ngay, "ngay_chu": ngay_chu,
    "hoa": hoa, "thuong": thuong, "dien": dien, "noi": noi, "tong": tong, "dai": dai, "default": default,
}  # fmt: skip

TAKE_MISSING = (dien, default)


def _number(value: Any) -> Decimal:
    """An exact number; text counts where it is written as one. Raises `UnfitValueError`."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise UnfitValueError(printed(value) if isinstance(value, bool | date) else type(value).__name__)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise UnfitValueError(str(value)) from None
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise UnfitValueError(str(value))
    return number


def _grouped(number: Decimal, decimals: int | None) -> str:
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-min(max(int(decimals), 0), 6)), ROUND_HALF_UP)
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise UnfitValueError(str(value)) from None


def _list(value: Any) -> Sequence[Any]:
    if isinstance(value, list | tuple | range):
        return value
    raise UnfitValueError(str(value))


def _bounded(text: str) -> str:
    if len(text) > MOST_LETTERS:
        raise OverflowError("too many letters")
    return text
