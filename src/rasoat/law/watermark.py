"""Watermarks: what an output must bear, joined where several apply."""

from typing import Final

SIMULATED: Final = "MÔ PHỎNG THEO GIẢ ĐỊNH"
"""How the watermark of a simulation begins."""

BETWEEN: Final = "; "


def join_watermarks(*marks: str | None) -> str:
    """Every watermark once, in the order given; empty when there is none.

    >>> join_watermarks("A; B", None, "B", " C ")
    'A; B; C'
    """
    parts = (part.strip() for mark in marks if mark for part in mark.split(BETWEEN))
    return BETWEEN.join(dict.fromkeys(part for part in parts if part))
