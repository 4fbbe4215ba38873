"""Data as a template meets it: plain values only, and words that every face can print."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]"
)
Plain = str | int | float | Decimal | date | bool | None | list[Any] | dict[str, Any]


def clean(text: str) -> str:
    """Text in NFC with "\\n" for every kind of line break; what no file format can hold becomes U+FFFD.

    >>> clean("Ho\u0300a\\r\\nBi\u0300nh\\x00")
    'Hòa\\nBình\ufffd'
    """
    return _UNPRINTABLE.sub("\ufffd", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " "))


def plain(value: Any) -> Plain:
    """A copy of `value` made of plain types only, so that nothing a template does reaches an object of the site.

    Raises TypeError for any other type and for names of fields that are no identifiers or begin with "_".
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return clean(str(value))
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, bool | int | float | Decimal | date):
        return value
    if isinstance(value, Mapping):
        return {_name(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [plain(item) for item in value]
    raise TypeError(f"a paper takes text, numbers, dates, lists and mappings, not {type(value).__name__}")


def printed(value: Any) -> str:
    """A value without any format: a date as 26/11/2026, a decimal with a comma, nothing for None.

    Raises TypeError for what is no single plain value.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m}/{value.year}"
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, str | int):
        return str(value)
    raise TypeError(f"cannot be printed: {type(value).__name__}")


def name_key(text: str) -> str:
    """The text without tones, spaces evened out, small letters: how names of items and commands are compared.

    >>> name_key(" Tiêu  ĐỀ")
    'tieu de'
    """
    bare = (letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))
    return " ".join("".join(bare).replace("đ", "d").split())


def _name(key: Any) -> str:
    if isinstance(key, str) and key.isidentifier() and not key.startswith("_"):
        return key
    raise TypeError(f"not a name for a field: {key!r}")
