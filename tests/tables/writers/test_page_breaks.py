"""Pages end between runs of lines that stay together, as late as they can."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rasoat.tables.page_breaks import page_breaks

ROWS = st.lists(st.tuples(st.integers(5, 30), st.booleans()), min_size=1, max_size=80)


def test_a_run_goes_to_the_next_page_whole():
    assert page_breaks([10] * 8, [0, 0, 0, 1, 0, 1, 0, 1], 2, 10, 55) == [4]


def test_a_run_longer_than_a_page_is_cut_where_the_page_is_full():
    assert page_breaks([10] * 10, [0, *[1] * 9], 0, 0, 40) == [4, 8]


def test_no_break_stands_above_the_first_row():
    assert page_breaks([100, 10, 10], [0, 0, 0], 1, 10, 50) == [2]


@given(ROWS, st.integers(100, 300))
def test_pages_are_neither_too_full_nor_begun_inside_a_run(rows, room):
    heights, kept = [float(height) for height, _ in rows], [int(together) for _, together in rows]

    breaks = page_breaks(heights, kept, 0, 20.0, room)

    edges = [0, *breaks, len(rows)]
    assert edges == sorted(set(edges))
    for start, stop in pairwise(edges):
        assert sum(heights[start:stop]) + (20.0 if start else 0.0) <= room
    for row in breaks:
        first = max(at for at in range(row + 1) if at == 0 or not kept[at])
        last = next((at for at in range(row + 1, len(rows)) if not kept[at]), len(rows))
        assert not kept[row] or sum(heights[first:last]) > room - 20.0
