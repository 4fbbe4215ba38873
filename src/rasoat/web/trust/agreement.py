"""Agreement of two classifications of the same households: share, Cohen's kappa, and its 95 % confidence interval.

Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20(1), 37-46.
Large-sample standard error: Fleiss, Cohen & Everitt (1969), "Large sample standard errors of kappa and weighted
kappa", Psychological Bulletin 72(5), 323-327. With few pairs the interval is rough; nothing is told below `FEWEST`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

FEWEST = 10
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`pairs` compared, `same` among them. `kappa`, `low`, `high`: None with too few pairs, or when chance alone
    would make all agree (one class only)."""

    pairs: int
    same: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float | None:
        """Share of equal classes, 0..1; None without pairs."""
        return self.same / self.pairs if self.pairs else None


def agreement(pairs: Iterable[tuple[str, str]], *, fewest: int = FEWEST) -> Agreement:
    """Compare (first class, second class) of each household."""
    found = list(pairs)
    same = sum(one == other for one, other in found)
    if len(found) < max(fewest, 1):
        return Agreement(len(found), same)
    table = table_of(found)
    value = kappa(table)
    if value is None:
        return Agreement(len(found), same)
    half = _Z * standard_error(table)
    return Agreement(len(found), same, value, max(-1.0, value - half), min(1.0, value + half))


def table_of(pairs: Iterable[tuple[str, str]]) -> "np.ndarray":
    """Counts by first and second class, square."""
    found = list(pairs)
    names = {name: at for at, name in enumerate(sorted({name for pair in found for name in pair}))}
    table = np.zeros((len(names), len(names)), dtype=np.int64)
    for one, other in found:
        table[names[one], names[other]] += 1
    return table


def kappa(table: "np.ndarray") -> float | None:
    """Cohen's kappa of a square table of counts; None where chance alone makes all agree."""
    share = table / table.sum()
    chance = float(share.sum(axis=1) @ share.sum(axis=0))
    if chance >= 1.0:
        return None
    return (float(np.trace(share)) - chance) / (1.0 - chance)


def standard_error(table: "np.ndarray") -> float:
    """The large-sample standard error of kappa (Fleiss, Cohen & Everitt 1969, equation 13)."""
    total = int(table.sum())
    share = table / total
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    same, chance = float(np.trace(share)), float(rows @ columns)
    value = (same - chance) / (1.0 - chance)
    weights = rows[None, :] + columns[:, None]  # p.i of the row's class as a column, pj. of the column's as a row
    on = np.diag(share) @ (1.0 - (rows + columns) * (1.0 - value)) ** 2
    off = (share * weights**2).sum() - (np.diag(share) * np.diag(weights) ** 2).sum()
    variance = on + (1.0 - value) ** 2 * off - (value - chance * (1.0 - value)) ** 2
    return sqrt(max(float(variance), 0.0) / total) / (1.0 - chance)
