"""Places where something happens far more often than elsewhere in the same round."""

from collections.abc import Mapping
from dataclasses import dataclass

from rasoat.web.trust.patterns.bunching import adjusted_chances


@dataclass(frozen=True, slots=True)
class Standing:
    """`some` of `all` households of a place. `elsewhere`: the share of all others.

    `adjusted`: the p-value of as many or more at that share, held to the false discovery rate over all places.
    """

    some: int
    all: int
    elsewhere: float
    adjusted: float


def standing_out(counts: Mapping[int, tuple[int, int]]) -> dict[int, Standing]:
    """Each place with at least one, against the share of all other places together (exact binomial, one-sided)."""
    from scipy.stats import binomtest  # SciPy takes a second and 80 MB, which every process of the site would pay

    some, every = sum(part for part, _ in counts.values()), sum(whole for _, whole in counts.values())
    told: dict[int, tuple[int, int, float, float]] = {}
    for place, (part, whole) in counts.items():
        rest = every - whole
        if part and rest:
            share = (some - part) / rest
            told[place] = (part, whole, share, float(binomtest(part, whole, share, alternative="greater").pvalue))
    adjusted = adjusted_chances(chance for *_, chance in told.values())
    return {
        place: Standing(part, whole, share, later)
        for (place, (part, whole, share, _)), later in zip(told.items(), adjusted, strict=True)
    }
