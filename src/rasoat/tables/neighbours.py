"""Lines that belong together: several lines of one place, several members of one household."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from rasoat.tables.report import Row

Joined = tuple[tuple[bool, bool], ...]
"""For each column of the stub: whether it belongs with the line above, and with the line below."""


def with_neighbours(rows: Sequence[Row], stub: int) -> Iterator[tuple[Row, Joined]]:
    """Each row with how its first `stub` cells hang together: None says "as above" and draws no line.

    A column that is None in every row says nothing, and keeps its lines.
    """
    used = [any(row.cells[index] is not None for row in rows) for index in range(stub)]
    above: tuple[bool, ...] = (False,) * stub
    for row, following in pairwise(chain(rows, (None,))):
        assert row is not None
        cells = following.cells[:stub] if following else ("",) * stub
        below = tuple(value is None and said for value, said in zip(cells, used, strict=True))
        yield row, tuple(zip(above, below, strict=True))
        above = below


def stays_with(above: Row | None, row: Row, joined: Joined) -> bool:
    """Whether no page may end between `above` and `row`: lines of one place, or a heading and its first line."""
    if above is None or row.depth != above.depth:
        return above is not None and row.depth > above.depth
    return any(with_above for with_above, _ in joined)
