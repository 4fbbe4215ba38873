"""Random draws that depend on nothing but the seed, the name of the draw and the key of the thing drawn for.

Why not a stateful generator: a household must get the same house whatever chunk, order or round it is made in, on
every machine and numpy release. Each draw is the SplitMix64 finaliser (Steele, Lea, Flood 2014) over key and stream;
only integer operations and exactly rounded float operations are used.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from rasoat.demo.arrays import Bools, Floats, Ints, Keys

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MUL_1 = np.uint64(0xBF58476D1CE4E5B9)
_MUL_2 = np.uint64(0x94D049BB133111EB)
_SHIFT_30, _SHIFT_27, _SHIFT_31, _SHIFT_11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


class Draws:
    """Named streams of one seed. Every method is vectorised over `keys` (uint64) and has no state."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def bits(self, stream: str, keys: Keys) -> Keys:
        """64 random bits for each key."""
        digest = hashlib.sha256(f"{self.seed}/{stream}".encode()).digest()
        state = (keys + np.uint64(1)) * _GOLDEN
        state += np.uint64(int.from_bytes(digest[:8], "little"))
        state ^= state >> _SHIFT_30
        state *= _MUL_1
        state ^= state >> _SHIFT_27
        state *= _MUL_2
        state ^= state >> _SHIFT_31
        return state

    def unit(self, stream: str, keys: Keys) -> Floats:
        """Uniform in [0, 1), 53 bits."""
        return (self.bits(stream, keys) >> _SHIFT_11).astype(np.float64) * 2.0**-53

    def chance(self, stream: str, keys: Keys, probability: ArrayLike) -> Bools:
        """True with the given probability (one number, or one for each key)."""
        return np.asarray(self.unit(stream, keys) < np.asarray(probability, dtype=np.float64))

    def between(self, stream: str, keys: Keys, low: ArrayLike, high: ArrayLike) -> Ints:
        """An integer from `low` to `high`, both included; `high` below `low` gives `low`."""
        bottom = np.asarray(low, dtype=np.int64)
        width = np.maximum(np.asarray(high, dtype=np.int64) - bottom, 0) + 1
        return np.asarray(bottom + np.floor(self.unit(stream, keys) * width).astype(np.int64))

    def choose(self, stream: str, keys: Keys, weights: Sequence[float] | Floats) -> Ints:
        """An index drawn by weight."""
        total = np.cumsum(np.asarray(weights, dtype=np.float64))
        found = np.searchsorted(total, self.unit(stream, keys) * total[-1], side="right")
        return np.asarray(np.minimum(found, len(total) - 1), dtype=np.int64)

    def choose_by(self, stream: str, keys: Keys, weights: ArrayLike, rows: Ints) -> Ints:
        """An index drawn by the weights in row `rows[i]` of the table `weights` (rows x choices)."""
        table = np.cumsum(np.asarray(weights, dtype=np.float64), axis=1)
        point = self.unit(stream, keys) * table[rows, -1]
        chosen = (point[:, None] >= table[rows]).sum(axis=1)
        return np.asarray(np.minimum(chosen, table.shape[1] - 1), dtype=np.int64)

    def pick(self, stream: str, keys: Keys, count: int, allowed: Bools | None = None) -> Bools:
        """A mask of exactly `count` keys among those allowed (all of them when fewer are allowed)."""
        candidates = np.arange(len(keys)) if allowed is None else np.flatnonzero(allowed)
        order = np.argsort(self.bits(stream, keys[candidates]), kind="stable")
        mask = np.zeros(len(keys), dtype=np.bool_)
        mask[candidates[order[:count]]] = True
        return mask
