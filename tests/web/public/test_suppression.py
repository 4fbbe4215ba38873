"""Small counts cannot be worked out from what is shown: properties against a reader who tries everything."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from rasoat.web.public.suppression import Key, blanked, grid, interval

LEAST = 5
COUNT = st.one_of(st.integers(0, 9), st.integers(0, 60))


def table(counts: Sequence[Sequence[int]]) -> tuple[list[int], list[int], dict[Key, int]]:
    """Rows, columns and all cells with their totals."""
    rows, columns = list(range(len(counts))), list(range(len(counts[0])))
    cells: dict[Key, int] = {}
    for row in rows:
        cells |= {(row, column): counts[row][column] for column in columns}
        cells[row, "all"] = sum(counts[row])
    for column in [*columns, "all"]:
        cells["all", column] = sum(cells[row, column] for row in rows)
    return rows, columns, cells


@st.composite
def tables(draw: st.DrawFn, rows: int = 6, columns: int = 3) -> list[list[int]]:
    width = draw(st.integers(2, columns))
    return draw(st.lists(st.lists(COUNT, min_size=width, max_size=width), min_size=1, max_size=rows))


def sums_of(rows: Sequence[int], columns: Sequence[int]):
    return grid(rows, columns, all_rows="all", all_columns="all")


@given(tables())
def test_every_small_count_is_blank_and_could_be_a_range_of_counts(counts: list[list[int]]) -> None:
    rows, columns, cells = table(counts)
    sums = sums_of(rows, columns)

    hidden = blanked(cells, sums, LEAST)

    assert {key for key, count in cells.items() if 0 < count < LEAST} <= hidden
    for key in hidden:
        low, high = bounds(cells, rows, columns, hidden, key)
        assert low <= cells[key] <= high
        assert high - low >= (LEAST if 0 < cells[key] < LEAST else 1)


def bounds(
    cells: Mapping[Key, int], rows: Sequence[int], columns: Sequence[int], hidden: frozenset[Key], key: Key
) -> tuple[float, float]:
    """What a reader finds out by oneself, from inner cells as unknowns: another way than the program's."""
    inner = list(product(rows, columns))
    at = {cell: number for number, cell in enumerate(inner)}

    def line(cell: Key) -> np.ndarray:
        row, column = cell
        picked = [(r, c) for r, c in inner if row in {r, "all"} and column in {c, "all"}]
        return np.bincount([at[each] for each in picked], minlength=len(inner)).astype(float)

    shown = [cell for cell in cells if cell not in hidden]
    known = {"A_eq": np.array([line(cell) for cell in shown]), "b_eq": [cells[cell] for cell in shown]} if shown else {}
    ends = []
    for sign in (1, -1):
        answer = linprog(sign * line(key), **known, bounds=(0, None), method="highs")
        ends.append(sign * answer.fun if answer.status == 0 else sign * -np.inf)
    return round(ends[0], 6), round(ends[1], 6)


@settings(max_examples=20)
@given(tables(rows=2, columns=2))
def test_a_reader_who_tries_every_table_is_no_wiser(counts: list[list[int]]) -> None:
    """Whole numbers, tried out one by one: each small count could be at least two others too."""
    rows, columns, cells = table([[min(count, 12) for count in row] for row in counts])
    hidden = blanked(cells, sums_of(rows, columns), LEAST)

    thinkable = list(same_looking(rows, columns, cells, hidden))

    for key, count in cells.items():
        if 0 < count < LEAST:
            assert len({found[key] for found in thinkable}) > 2


def same_looking(
    rows: Sequence[int], columns: Sequence[int], cells: Mapping[Key, int], hidden: frozenset[Key]
) -> Iterator[dict[Key, int]]:
    shape = len(rows), len(columns)
    for values in product(range(20), repeat=shape[0] * shape[1]):
        if any(cells[row, column] != values[row * shape[1] + column]
               for row in rows for column in columns if (row, column) not in hidden):  # fmt: skip
            continue
        _rows, _columns, found = table([list(values[row * shape[1] : (row + 1) * shape[1]]) for row in rows])
        if all(found[key] == cells[key] for key in cells if key not in hidden):
            yield found


def test_nothing_is_blanked_without_need() -> None:
    rows, columns, cells = table([[10, 20, 970], [30, 40, 1930]])

    assert blanked(cells, sums_of(rows, columns), LEAST) == frozenset()


def test_zero_is_no_secret() -> None:
    rows, columns, cells = table([[0, 20], [30, 40]])

    assert blanked(cells, sums_of(rows, columns), LEAST) == frozenset()


def test_one_small_count_takes_three_others_with_it() -> None:
    rows, columns, cells = table([[3, 20, 100], [10, 30, 200], [15, 8, 90]])

    hidden = blanked(cells, sums_of(rows, columns), LEAST)

    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert interval(cells, sums_of(rows, columns), hidden, (0, 0)) == (0, 13)


def test_a_bridge_between_two_blocks_is_not_left_open() -> None:
    """Two hidden cells in every line do not suffice: the one that joins two blocks would be given away."""
    counts = [[20, 21, 50, 50], [22, 23, 3, 50], [50, 50, 24, 25], [50, 50, 26, 27]]
    rows, columns, cells = table(counts)
    blocks = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)}

    assert interval(cells, sums_of(rows, columns), blocks, (1, 2)) == (3, 3)
    hidden = blanked(cells, sums_of(rows, columns), LEAST)
    low, high = bounds(cells, rows, columns, hidden, (1, 2))
    assert high - low >= LEAST


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_the_same_table_gives_the_same_answer(threshold: int) -> None:
    rows, columns, cells = table([[1, 2, 3], [4, 50, 6], [7, 8, 90]])

    first, second = (blanked(cells, sums_of(rows, columns), threshold) for _ in range(2))

    assert first == second
