"""Which indicators a household is deprived in: the ticks of the reviewer, in keeping with its class and its members."""

from collections.abc import Mapping, Sequence

import numpy as np

from rasoat.demo.arrays import Bools, Ints, Keys, Texts
from rasoat.demo.draws import Draws

COUNT_WEIGHTS = {"near_poor": (20, 38, 42), "not_poor": (52, 28, 13, 5, 2)}
"""Relative frequency of 0, 1, 2... deprivations; the counts of the near-poor end below the least of the poor."""

POOR_EXTRA = (46, 28, 16, 7, 3)
"""The same for the poor, counted from the least number that makes a household poor."""

FREQUENCY = {
    "employment": 0.45, "nutrition": 0.22, "health_insurance": 0.45, "adult_education": 0.5, "child_school": 0.1,
    "housing_quality": 0.5, "housing_area": 0.35, "water": 0.22, "toilet": 0.55, "telecom": 0.3, "info_assets": 0.14,
}  # fmt: skip
"""Relative frequency of each indicator among the deprived; ours."""

CONTRADICTED = ("housing_quality", "water", "toilet", "info_assets", "health_insurance")
"""Indicators whose facts sometimes contradict the tick, as on real forms."""


def draw_ticks(
    draws: Draws, keys: Keys, klass: Texts, least_of_poor: int, codes: Sequence[str],
    possible: Mapping[str, Bools], fixed: Mapping[str, Bools],
) -> dict[str, Bools]:  # fmt: skip
    """A mask a code. `fixed` indicators follow from the members; others are added up to a number that fits the class.

    The order in which a household takes indicators is its own in every round, so that most deprivations last.
    """
    wanted = _wanted(draws, keys, klass, least_of_poor)
    already = np.sum([fixed[code] for code in codes if code in fixed], axis=0, dtype=np.int64)
    free = [code for code in codes if code not in fixed]
    ranks = np.stack([draws.unit(f"tick {code}", keys) / FREQUENCY.get(code, 0.3) for code in free], axis=1)
    for column, code in enumerate(free):
        if code in possible:
            ranks[~possible[code], column] = np.inf
    order = np.argsort(np.argsort(ranks, axis=1, kind="stable"), axis=1, kind="stable")
    taken = (order < (wanted - already)[:, None]) & np.isfinite(ranks)
    ticks = {code: taken[:, column] for column, code in enumerate(free)} | dict(fixed)
    return {code: ticks[code] for code in codes}


def _wanted(draws: Draws, keys: Keys, klass: Texts, least_of_poor: int) -> Ints:
    poor = least_of_poor + draws.choose("deprivations of poor", keys, POOR_EXTRA)
    near = draws.choose("deprivations of near-poor", keys, COUNT_WEIGHTS["near_poor"][:least_of_poor])
    rest = draws.choose("deprivations of not poor", keys, COUNT_WEIGHTS["not_poor"])
    return np.where(klass == "poor", poor, np.where(klass == "near_poor", near, rest)).astype(np.int64)


def contradict(
    draws: Draws, keys: Keys, ticks: Mapping[str, Bools], possible: Mapping[str, Bools], share: float
) -> dict[str, Bools]:
    """What the facts shall say: the ticks, but for a share of the households the opposite in one indicator."""
    which = np.where(draws.chance("contradiction", keys, share),
                     draws.between("contradicted", keys, 0, len(CONTRADICTED) - 1), -1)  # fmt: skip
    truth = dict(ticks)
    for number, code in enumerate(CONTRADICTED):
        if code in truth:
            truth[code] = truth[code] ^ ((which == number) & possible.get(code, np.ones(len(keys), dtype=np.bool_)))
    return truth
