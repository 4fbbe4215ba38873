"""Bars drawn on the server: a share of the longest one, in whole hundredths."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `width`: of `WIDTH`; `value` None: left out, no bar."""

    label: str
    value: int | None
    width: int


def bars(values: Iterable[tuple[str, int | None]]) -> list[Bar]:
    """Bars for labelled values, the greatest of full width.

    >>> [bar.width for bar in bars([("a", 50), ("b", 200), ("c", None)])]
    [25, 100, 0]
    """
    told = list(values)
    most = max((value for _label, value in told if value is not None), default=0)
    return [Bar(label, value, round(WIDTH * value / most) if value and most else 0) for label, value in told]
