"""What a count may become in a repair: the least and the greatest value, reached and not passed in whole numbers."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from rasoat.audit.localise.certificates import Atom, Row
from rasoat.audit.localise.component import Component, Outcome, interval_form
from rasoat.audit.localise.oracle import Oracle
from rasoat.audit.localise.problem import Rule


@dataclass(frozen=True, slots=True)
class Interval:
    """`low` to `high` (None: no upper limit). `sure` is False where a limit could not be proven."""

    low: int
    high: int | None
    sure: bool = True


def intervals(oracle: Oracle, changed: Collection[Atom]) -> dict[int, Interval]:
    """For every changed cell what it may become while only the changed cells move and the kept rates stay right."""
    found: dict[int, Interval] = {}
    for component in oracle.components(changed):
        for cell in component.free:
            if cell in changed:
                found[cell] = _interval(component, cell)
    for cell in changed:
        if cell < len(oracle.printed):
            found.setdefault(cell, Interval(0, None))
    return found


def _interval(component: Component, cell: int) -> Interval:
    low, sure_low = _end(component, cell, 1)
    high, sure_high = _end(component, cell, -1)
    if low is None:
        return Interval(0, high, sure=False)
    return Interval(low, high, sure_low and sure_high)


def _end(component: Component, cell: int, sign: int) -> tuple[int | None, bool]:
    """The least (sign 1) or greatest (sign -1) value; None where there is no limit."""
    at = {free: number for number, free in enumerate(component.free)}
    residuals = [component.residual(row) for row in component.rows]
    matrix, low, high = interval_form(residuals, component.rows, at)
    cost = np.zeros(len(at))
    cost[at[cell]] = sign
    found = milp(cost, constraints=LinearConstraint(matrix, low, high), integrality=np.ones(len(at)),
                 bounds=Bounds(0, np.inf))  # fmt: skip
    if found.x is None:
        return None, found.status in _UNBOUNDED
    value = round(found.x[at[cell]])
    reached = _under(component, Rule(((cell, 1),), "=", value)).values is not None
    beyond = Rule(((cell, 1),), "<=", value - 1) if sign > 0 else Rule(((cell, 1),), ">=", value + 1)
    passed = None if sign > 0 and value == 0 else _under(component, beyond).cut
    return value, reached and (passed is None if sign > 0 and value == 0 else passed is not None and passed.sure)


_UNBOUNDED = (3, 4)


def _under(component: Component, rule: Rule) -> Outcome:
    return replace(component, rows=[*component.rows, Row(rule)]).solve()
