"""Where the synthetic communes, villages and houses stand: in the open sea, so that no point is anybody's house."""

import hashlib
from collections.abc import Sequence

import numpy as np

from rasoat.demo.draws import Draws

Point = tuple[float, float]

SEA: Point = (19.5, 107.0)
"""Latitude and longitude around which the province lies, in the Gulf of Tonkin."""
COMMUNES, VILLAGES, HOUSES = 0.3, 0.025, 0.004
"""Half the width of the area over which each is strewn, in degrees: some 33 km, 2.8 km and 440 m."""


class Points:
    """Points from the seed of the province: the same household stands in the same place in every demo."""

    def __init__(self, seed: int) -> None:
        self._draws = Draws(seed)

    def commune(self, code: str) -> Point:
        """The centre of a commune."""
        return self._near(SEA, "communes", code, COMMUNES)

    def house(self, code: str, village: str, household_id: str) -> Point:
        """A house, near the middle of its village."""
        middle = self._near(self.commune(code), "villages", f"{code}/{village}", VILLAGES)
        return self._near(middle, "houses", household_id, HOUSES)

    def _near(self, middle: Point, stream: str, key: str, reach: float) -> Point:
        keys = _keys([key])
        north, east = (float(self._draws.unit(f"{stream}/{way}", keys)[0]) * 2 - 1 for way in ("north", "east"))
        return round(middle[0] + north * reach, 6), round(middle[1] + east * reach, 6)


def _keys(names: Sequence[str]) -> np.ndarray:
    return np.array([int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") for name in names], np.uint64)
