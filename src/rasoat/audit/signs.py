"""Counts are not negative: said of every printed count that is."""

from collections.abc import Iterator, Sequence

from rasoat.audit.localise.problem import Rule
from rasoat.audit.model import PrintedCell, Statement

LABEL = "số đếm không được âm"


def not_negative(cells: Sequence[PrintedCell]) -> Iterator[Statement]:
    """A statement for each printed count below 0."""
    for number, cell in enumerate(cells):
        if cell.value is not None and cell.value < 0:
            yield Statement(LABEL, cell.place, Rule(((number, 1),), ">=", 0), file=cell.file)
