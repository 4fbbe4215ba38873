"""One connected part of the rules with some counts free: whole numbers that satisfy it, or a cut that says why not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from rasoat.audit.localise.certificates import Cut, Row, farkas_cut, rows_cut
from rasoat.audit.localise.problem import Rule

_ZERO = 1e-6
_DENOMINATORS = (1, 12, 720, 100_000)
_MOST_BRANCHES = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """Either `values` of the free cells, or a `cut`."""

    values: Mapping[int, int] | None = None
    cut: Cut | None = None


@dataclass(frozen=True)
class Component:
    """Rows and the cells that are free in them; every other cell has its printed value.

    `frozen` cells can never change. Raises nothing: what cannot be settled in whole numbers ends as a cut not `sure`.
    """

    rows: Sequence[Row]
    free: Sequence[int]
    printed: Sequence[int]
    frozen: Collection[int]

    def solve(self) -> Outcome:
        """Find values, or a cut."""
        if len(self.free) == 1:
            return self._single()
        return _Search(self).run()

    def residual(self, row: Row) -> tuple[list[tuple[int, int]], int]:
        """The free terms of a row, and its bound less the printed ones."""
        free, rest = [], row.rule.bound
        mine = self.free_set
        for cell, factor in row.rule.terms:
            if cell in mine:
                free.append((cell, factor))
            else:
                rest -= factor * self.printed[cell]
        return free, rest

    @property
    def free_set(self) -> frozenset[int]:
        """The free cells."""
        return frozenset(self.free)

    def obeys(self, values: Mapping[int, int]) -> bool:
        """Whether these values satisfy every row, in whole numbers."""
        if min(values.values(), default=0) < 0:
            return False
        for row in self.rows:
            terms, rest = self.residual(row)
            if not replace(row.rule, bound=rest).holds(sum(factor * values[cell] for cell, factor in terms)):
                return False
        return True

    def cut(self, multipliers: Sequence[int], rows: Sequence[Row] | None = None) -> Cut | None:
        """The cut of a combination of rows, or None when it proves nothing."""
        return farkas_cut(rows or self.rows, multipliers, self.free_set, self.printed, self.frozen)

    def _single(self) -> Outcome:
        """One free cell: every row bounds it from below, above, or both."""
        (cell,) = self.free
        low, high = _Side(0), _Side(None)
        for row in self.rows:
            terms, rest = self.residual(row)
            factor = terms[0][1]
            if row.rule.relation == "=" and rest % factor:
                return Outcome(cut=rows_cut([row], self.free, self.frozen, sure=True))
            if row.rule.relation == "=" or (row.rule.relation == ">=") == (factor > 0):
                bound = -(-rest // factor)
                if low.value is None or bound > low.value:
                    low = _Side(bound, row, factor)
            if row.rule.relation == "=" or (row.rule.relation == "<=") == (factor > 0):
                bound = rest // factor
                if high.value is None or bound < high.value:
                    high = _Side(bound, row, factor)
        if low.value is None or high.value is None or low.value <= high.value:
            printed = self.printed[cell]
            value = max(low.value or 0, printed if high.value is None else min(printed, high.value))
            return Outcome({cell: value})
        return Outcome(cut=self._clash(low, high))

    def _clash(self, low: "_Side", high: "_Side") -> Cut:
        """Two bounds that cross: the rows that set them, weighed so that the free cell falls out."""
        sides = [(side.row, times) for side, times in (
            (low, -abs(high.factor) if low.factor > 0 else abs(high.factor)),
            (high, abs(low.factor) if high.factor > 0 else -abs(low.factor)),
        ) if side.row is not None]  # fmt: skip
        rows = [row for row, _ in sides if row is not None]
        weighed = self.cut([times for _, times in sides], rows)
        return weighed or rows_cut(rows, self.free, self.frozen, sure=True)


@dataclass(frozen=True, slots=True)
class _Side:
    """A bound of one cell, and the row that sets it (none: counts are at least 0)."""

    value: int | None
    row: Row | None = None
    factor: int = 1


class _Search:
    """Linear relaxation first; branching on fractions only where whole numbers ask for it."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self.nodes = 0
        self.at = {cell: number for number, cell in enumerate(component.free)}

    def run(self) -> Outcome:
        """Values or a cut."""
        found = self._node(())
        if found is not None:
            return found
        component = self.component
        return Outcome(cut=rows_cut(component.rows, component.free, component.frozen, sure=False))

    def _node(self, branches: tuple[Row, ...]) -> Outcome | None:
        """None when the number of branches is used up."""
        self.nodes += 1
        if self.nodes > _MOST_BRANCHES:
            return None
        component = self.component
        rows = (*component.rows, *branches)
        values, multipliers = _relaxed([component.residual(row) for row in rows], rows, self.at)
        if multipliers is not None:
            for times in _whole(multipliers):
                if (cut := component.cut(times, rows)) is not None:
                    return Outcome(cut=cut)
            return None
        rounded = {cell: round(values[at]) for cell, at in self.at.items()}
        if component.obeys(rounded):
            return Outcome(rounded)
        if not branches and (whole := self._integers()) is not None:
            return Outcome(whole)
        cell = max(self.at, key=lambda cell: abs(values[self.at[cell]] - rounded[cell]))
        floor = int(np.floor(values[self.at[cell]] + _ZERO))
        return self._branch(branches, cell, floor)

    def _branch(self, branches: tuple[Row, ...], cell: int, floor: int) -> Outcome | None:
        atoms = frozenset[int]()
        sure = True
        for rule in (Rule(((cell, 1),), "<=", floor), Rule(((cell, 1),), ">=", floor + 1)):
            found = self._node((*branches, Row(rule)))
            if found is None or found.values is not None:
                return found
            if found.cut is not None:
                atoms, sure = atoms | found.cut.atoms, sure and found.cut.sure
        return Outcome(cut=Cut(atoms, sure))

    def _integers(self) -> dict[int, int] | None:
        component = self.component
        matrix, low, high = interval_form([component.residual(row) for row in component.rows], component.rows, self.at)
        size = len(self.at)
        found = milp(np.zeros(size), constraints=LinearConstraint(matrix, low, high),
                     integrality=np.ones(size), bounds=Bounds(0, np.inf))  # fmt: skip
        if found.x is None:
            return None
        values = {cell: round(found.x[at]) for cell, at in self.at.items()}
        return values if component.obeys(values) else None


Residual = tuple[list[tuple[int, int]], int]


def _matrix(residuals: Sequence[Residual], at: Mapping[int, int]) -> Any:
    """The free terms as a sparse matrix: a row a rule, a column a free cell."""
    data = [factor for terms, _ in residuals for _, factor in terms]
    columns = [at[cell] for terms, _ in residuals for cell, _ in terms]
    starts = np.cumsum([0, *(len(terms) for terms, _ in residuals)])
    return csr_array((np.array(data, dtype=float), np.array(columns, dtype=np.int32), starts),
                     shape=(len(residuals), len(at)))  # fmt: skip


def interval_form(residuals: Sequence[Residual], rows: Sequence[Row], at: Mapping[int, int]) -> tuple[Any, Any, Any]:
    """The rows as `low <= matrix x <= high` over the free cells."""
    rests = np.array([rest for _, rest in residuals], dtype=float)
    relations = np.array([row.rule.relation for row in rows])
    low = np.where(relations == "<=", -np.inf, rests)
    high = np.where(relations == ">=", np.inf, rests)
    return _matrix(residuals, at), low, high


def _relaxed(
    residuals: Sequence[Residual], rows: Sequence[Row], at: Mapping[int, int]
) -> tuple[Any, list[float] | None]:
    """Values of the free cells, or the multipliers of a combination that cannot hold.

    The elastic programme: the least sum by which the rows must be broken, with counts of at least 0.
    """
    matrix, low, high = interval_form(residuals, rows, at)
    count, size = matrix.shape
    short, over = np.isfinite(low), np.isfinite(high)
    identity = csr_array((np.ones(count), (np.arange(count), np.arange(count))), shape=(count, count))
    plus, minus = identity[:, short.nonzero()[0]], -identity[:, over.nonzero()[0]]
    whole = _stacked(matrix, plus, minus)
    cost = np.concatenate([np.zeros(size), np.ones(whole.shape[1] - size)])
    equal = (low == high).nonzero()[0]
    above, below = (~over).nonzero()[0], (~short).nonzero()[0]
    outer = np.concatenate([above, below])
    signs = np.concatenate([-np.ones(len(above)), np.ones(len(below))])
    found = linprog(
        cost, method="highs", bounds=(0, None),
        A_eq=whole[equal] if len(equal) else None, b_eq=low[equal] if len(equal) else None,
        A_ub=whole[outer] * signs[:, None] if len(outer) else None,
        b_ub=np.where(np.isin(outer, above), -low[outer], high[outer]) if len(outer) else None,
    )  # fmt: skip
    if found.x is None:
        return np.zeros(size), [0.0] * count
    if found.fun <= _ZERO:
        return found.x[:size], None
    multipliers = np.zeros(count)
    if len(equal):
        multipliers[equal] = -found.eqlin.marginals
    if len(outer):
        multipliers[outer] = -found.ineqlin.marginals * signs
    return found.x[:size], multipliers.tolist()


def _stacked(*parts: Any) -> Any:

    return csr_array(hstack(parts, format="csr"))


def _whole(multipliers: Sequence[float]) -> list[list[int]]:
    """Whole multipliers near these, with larger and larger denominators."""
    found: list[list[int]] = []
    for limit in _DENOMINATORS:
        fractions = [Fraction(value).limit_denominator(limit) for value in multipliers]
        scale = lcm(*(fraction.denominator for fraction in fractions))
        whole = [int(fraction * scale) for fraction in fractions]
        if any(whole) and whole not in found:
            found.append(whole)
    return found
