"""Which cells of a table of counts stay blank, so that no small count can be worked out from the totals.

Primary cells hold a count between 1 and the threshold, itself not included. Others are blanked with them until every
primary cell could be any count of a range at least as wide as the threshold, for a reader who knows every shown cell,
that totals add up, and that counts are not negative (the audit of Fischetti and Salazar, "Models and Algorithms for
Optimizing Cell Suppression in Tabular Data", J. of the American Statistical Association 95, 2000, by linear programs).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Any

import numpy as np

Key = Hashable
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the cells that it is the sum of."""

    total: Key
    parts: Sequence[Key]


def grid(rows: Sequence[Key], columns: Sequence[Key], *, all_rows: Key, all_columns: Key) -> list[Sum]:
    """The sums of a table in two dimensions with its totals; cells are keyed `(row, column)`."""
    across = [Sum((row, all_columns), [(row, column) for column in columns]) for row in (*rows, all_rows)]
    down = [Sum((all_rows, column), [(row, column) for row in rows]) for column in (*columns, all_columns)]
    return across + down


def blanked(cells: Mapping[Key, int], sums: Sequence[Sum], threshold: int) -> frozenset[Key]:
    """The cells to leave blank. The same table gives the same answer."""
    primary = [key for key, count in cells.items() if 0 < count < threshold]
    of_key: dict[Key, list[Sum]] = {key: [] for key in cells}
    for each in sums:
        for key in _cells_of(each):
            of_key[key].append(each)
    hidden, safe = dict.fromkeys(primary), set[Key]()
    needs = {key: threshold if key in hidden else 1 for key in cells}
    while (among := _too_plain(cells, sums, of_key, hidden, needs, safe)) is not None:
        hidden[_companion(cells, of_key, hidden, among)] = None
    return frozenset(hidden)


def interval(cells: Mapping[Key, int], sums: Sequence[Sum], hidden: Iterable[Key], key: Key) -> tuple[float, float]:
    """The least and the greatest count that a reader must think possible for a hidden cell."""
    unknown = {name: at for at, name in enumerate(hidden)}
    matrix, right = _equations(cells, sums, unknown)
    aim = np.zeros(len(unknown))
    aim[unknown[key]] = 1.0
    return _bound(aim, matrix, right), -_bound(-aim, matrix, right)


def _too_plain(
    cells: Mapping[Key, int], sums: Sequence[Sum], of_key: Mapping[Key, Sequence[Sum]], hidden: Mapping[Key, None],
    needs: Mapping[Key, int], safe: set[Key],
) -> list[Key] | None:  # fmt: skip
    """Shown cells of which one more must go; None when the table is safe.

    First the sums with a single hidden cell, which gives it away; then cells that the whole table bounds too closely.
    A cell once found `safe` stays so: the more is hidden, the less is known.
    """
    shown = [key for key in cells if key not in hidden]
    if not shown:
        return None
    for each in sums:
        own = _cells_of(each)
        if sum(key in hidden for key in own) == 1:
            return [key for key in own if key not in hidden]
    for key in [key for key in hidden if key not in safe]:
        low, high = interval(cells, sums, hidden, key)
        if high - low >= needs[key]:
            safe.add(key)
        else:
            beside = {name for each in of_key[key] for name in _cells_of(each) if name not in hidden}
            return [name for name in shown if name in beside] or shown
    return None


def _companion(
    cells: Mapping[Key, int], of_key: Mapping[Key, Sequence[Sum]], hidden: Mapping[Key, None], among: Sequence[Key]
) -> Key:
    """The cell that costs least: not a zero, in sums that have hidden cells already, the smallest; parts first."""

    def cost(key: Key) -> tuple[bool, int, bool, int]:
        untouched = sum(all(name not in hidden for name in _cells_of(each)) for each in of_key[key])
        return cells[key] == 0, untouched, any(each.total == key for each in of_key[key]), cells[key]

    return min(among, key=cost)


def _cells_of(each: Sum) -> tuple[Key, ...]:
    return (each.total, *each.parts)


def _equations(cells: Mapping[Key, int], sums: Sequence[Sum], unknown: Mapping[Key, int]) -> tuple[Any, np.ndarray]:
    """What a reader knows of the hidden cells: `matrix @ hidden = right`."""
    from scipy.sparse import csr_array  # SciPy takes a second and 80 MB, which every process of the site would pay

    entries: list[tuple[int, int, int]] = []
    right: list[int] = []
    for each in sums:
        signed = [(each.total, 1), *((part, -1) for part in each.parts)]
        if any(name in unknown for name, _sign in signed):
            entries += [(len(right), unknown[name], sign) for name, sign in signed if name in unknown]
            right.append(-sum(sign * cells[name] for name, sign in signed if name not in unknown))
    lines, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((signs, (lines, columns)), shape=(len(right), len(unknown))), np.array(right, dtype=float)


def _bound(aim: np.ndarray, matrix: Any, right: np.ndarray) -> float:
    """The least value of a sum of hidden cells; whole, since counts are."""
    from scipy.optimize import linprog

    constraints = {"A_eq": matrix, "b_eq": right} if len(right) else {}
    answer = linprog(aim, **constraints, bounds=(0, None), method="highs")
    if answer.status == 3:  # without bound
        return -inf
    value = float(answer.fun)
    return float(ceil(value - SLACK)) if value >= 0 else float(-floor(-value + SLACK))
