"""How many households go from which class to which between two rounds: the cells of the movement reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rasoat.demo.arrays import apportion

CLASSES: Final = ("poor", "near_poor", "not_poor")
ABSENT: Final = "absent"
NEVER: Final = "never"
ENTRIES: Final = ("moved_in", "split")
EXITS: Final = ("moved_out", "died", "merged")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: class at the start and the end of the year, class in earlier years, and the structural change.

    `earlier` is `never`, `poor` or `near_poor` and matters for households that start as not poor. `change` is empty
    for a household present at both ends, one of ENTRIES when it is absent at the start, one of EXITS when at the end.
    """

    start: str
    end: str
    earlier: str = NEVER
    change: str = ""


Flows = Mapping[Cell, int]


def scaled(shares: Flows, households: int) -> dict[Cell, int]:
    """Spread `households` over the cells in proportion to `shares`.

    From 1,000 households on, every cell gets at least one, so that no column of the movement reports is empty.
    """
    counts = apportion(households, [float(count) for count in shares.values()]).tolist()
    if households >= 1000:
        missing = sum(count == 0 for count in counts)
        counts = [max(count, 1) for count in counts]
        counts[counts.index(max(counts))] -= missing
    return dict(zip(shares, counts, strict=True))


def closing(flows: Flows, klass: str) -> int:
    """Households of a class at the end of the year."""
    return sum(count for cell, count in flows.items() if cell.end == klass)


def opening(flows: Flows, klass: str) -> int:
    """Households of a class at the start of the year."""
    return sum(count for cell, count in flows.items() if cell.start == klass)
