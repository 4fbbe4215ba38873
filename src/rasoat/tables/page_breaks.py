"""Where the pages of a long sheet end: never between lines that belong together."""

from collections.abc import Iterator, Sequence

Run = tuple[int, int]
"""First row and the row after the last."""


def page_breaks(heights: Sequence[float], kept: Sequence[int], start: int, repeated: float, room: float) -> list[int]:
    """The rows that begin a page, none of them before `start` or at it.

    `heights` are the points of every row from the top of the sheet, `kept` tells of each whether it stays with the
    row above, `start` is the first row that is not part of the head, `repeated` the points that the head takes on
    every later page, and `room` the points of a page. Lines that do not fit a page together are cut where it ends.
    """
    breaks: list[int] = []
    used = sum(heights[:start])
    for first, stop in _fitting(heights, kept, start, room - repeated):
        size = sum(heights[first:stop])
        if first > start and used + size > room:
            breaks.append(first)
            used = repeated
        used += size
    return breaks


def _fitting(heights: Sequence[float], kept: Sequence[int], start: int, room: float) -> Iterator[Run]:
    """Runs of rows that stay together; a run too long for any page row by row."""
    first = start
    for row in range(start + 1, len(heights) + 1):
        if row < len(heights) and kept[row]:
            continue
        if sum(heights[first:row]) <= room:
            yield first, row
        else:
            yield from ((line, line + 1) for line in range(first, row))
        first = row
