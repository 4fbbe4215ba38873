"""Array types of this room and the few operations on them that several modules need."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.object_]
Days = NDArray[np.datetime64]


def or_null(asked: Bools, values: ArrayLike) -> list[object]:
    """The values where `asked` is true, None elsewhere."""
    result = np.asarray(values).astype(object)
    result[~asked] = None
    return list(result.tolist())


def by_name(names: Texts, values: dict[str, float]) -> Floats:
    """The value of each name; 0 for a name without value."""
    return np.asarray(np.select([names == name for name in values], list(values.values()), default=0.0))


def marked(rows: Ints, length: int) -> Bools:
    """A mask that is true at `rows`; negative rows are left out."""
    mask = np.zeros(length, dtype=np.bool_)
    mask[rows[rows >= 0]] = True
    return mask


def apportion(total: int, weights: ArrayLike) -> Ints:
    """Whole numbers in proportion to `weights` that add up to `total` (largest remainder, first index on ties)."""
    share = np.asarray(weights, dtype=np.float64)
    exact = share / share.sum() * total
    whole: Ints = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def one_in_group(groups: Ints, order_by: Keys, allowed: Bools) -> Bools:
    """A mask with one allowed row in each group that has any: the row with the smallest `order_by`."""
    rows = np.flatnonzero(allowed)
    rows = rows[np.lexsort((order_by[rows], groups[rows]))]
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = groups[rows][1:] != groups[rows][:-1]
    mask = np.zeros(len(groups), dtype=np.bool_)
    mask[rows[first]] = True
    return mask
