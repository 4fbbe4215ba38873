"""The front matter of a template: items between two lines `---`, each `name: words`, in any order."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from rasoat.papers.faults import TemplateFault, fault
from rasoat.papers.filling import Line
from rasoat.papers.model import Frame
from rasoat.papers.values import name_key

FENCE = "---"
_LISTS = {
    "co quan tren": "higher", "co quan": "issuer", "tieu de": "title", "trich yeu": "subtitle",
    "kinh gui": "addressees", "noi nhan": "recipients",
}  # fmt: skip
_SINGLE = {"mau": "form", "so": "number", "noi ngay": "place_date", "chu chim": "watermark"}
_YES_NO = {"co": True, "khong": False}


def _copies(text: str) -> int | None:
    return int(text) if text.isdecimal() and 1 <= int(text) <= 99 else None


def _size(text: str) -> float | None:
    number = text.replace(",", ".")
    return float(number) if number.replace(".", "", 1).isdecimal() and 11 <= float(number) <= 14 else None


_CHOICES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "quoc hieu": ("motto", _YES_NO.get),
    "so trang": ("page_numbers", _YES_NO.get),
    "kho giay": ("landscape", {"doc": False, "ngang": True, "a4 doc": False, "a4 ngang": True}.get),
    "bo cuc": ("unchecked_layout", {"da doi chieu": False, "chua doi chieu": True}.get),
    "co chu": ("size", _size),
    "so ban": ("copies", _copies),
}


def split_front(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line], list[TemplateFault]]:
    """The lines of the front matter and those of the body; a template may have no front matter."""
    start = next((at for at, line in enumerate(lines) if line.text), len(lines))
    if start == len(lines) or lines[start].text != FENCE:
        return (), lines, []
    for at, line in enumerate(lines[start + 1 :], start + 1):
        if line.text == FENCE:
            return lines[start + 1 : at], lines[at + 1 :], []
    return (), (), [fault("front-not-closed", lines[start].number)]


def read_front(lines: Sequence[Line]) -> tuple[Frame, list[TemplateFault]]:
    """The frame, and what is wrong with the items."""
    faults: list[TemplateFault] = []
    many: dict[str, list[str]] = defaultdict(list)
    single: dict[str, Any] = {}
    for line in (line for line in lines if line.text):
        name, colon, rest = line.text.partition(":")
        key, words = name_key(name), line.words(rest.strip())
        if not colon:
            faults.append(fault("front-line", line.number, line.words()))
        elif key in _LISTS:
            many[_LISTS[key]] += [part for part in (piece.strip() for piece in words.split("\n")) if part]
        elif key not in _SINGLE and key not in _CHOICES:
            faults.append(fault("front-unknown", line.number, line.words(name)))
        else:
            faults += _set(single, key, words, line.number)
    single.update((field, tuple(words)) for field, words in many.items())
    return Frame(**single), faults


def _set(single: dict[str, Any], key: str, words: str, line: int) -> list[TemplateFault]:
    """Set an item that is given once."""
    field, read = _CHOICES.get(key) or (_SINGLE[key], None)
    if field in single:
        return [fault("front-twice", line, key)]
    if read is None:
        single[field] = " ".join(words.split("\n"))
        return []
    if not words:
        return []
    value = read(name_key(words))
    if value is None:
        return [fault("front-choice", line, words)]
    single[field] = value
    return []
