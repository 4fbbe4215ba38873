"""The names of offices at the top left, broken where a reader would break them."""

from collections.abc import Iterator, Sequence
from typing import Final

from rasoat.papers import measures
from rasoat.papers.model import Frame
from rasoat.tables.font_metrics import text_width

_POINTS = 72 / 25.4
_ROOM: Final = 7.0
"""Points that the column keeps free: insets of Word's cells and the gutter."""

_KINDS: Final = ("XÃ", "PHƯỜNG", "THỊ TRẤN", "ĐẶC KHU", "TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ")
"""A name of a unit is kept together with what kind of unit it is."""


def issuer_lines(frame: Frame, names: Sequence[str], *, bold: bool = False) -> list[str]:
    """The lines of the column, each name on as few as it needs."""
    width = measures.text_width(frame) * _POINTS * measures.ISSUER_SHARE - _ROOM
    return [line for name in names for line in broken(name, width, bold=bold)]


def broken(name: str, width: float, *, bold: bool = False) -> list[str]:
    """A name that does not fit `width` points in two lines: before the unit, else of about the same length.

    What needs more than two lines is broken by whoever sets the page.

    >>> broken("ỦY BAN NHÂN DÂN XÃ ĐỒNG TRÁM", 180, bold=True)
    ['ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG TRÁM']
    >>> broken("BAN CHỈ ĐẠO", 180)
    ['BAN CHỈ ĐẠO']
    """

    def long(words: str) -> float:
        return text_width(words, measures.ISSUER_SIZE, bold=bold)

    if long(name) <= width:
        return [name]
    fitting = [pair for pair in _pairs(name) if max(map(long, pair)) <= width]
    if not fitting:
        return [name]
    units = [pair for pair in fitting if pair[1].startswith(tuple(f"{kind} " for kind in _KINDS))]
    return list(min(units or fitting, key=lambda pair: max(map(long, pair))))


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    words = name.split()
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])
