"""The figures behind patterns against plain counting."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.trust.patterns.bunching import adjusted_chances, bunching, counted
from rasoat.web.trust.patterns.finding import median_of
from rasoat.web.trust.patterns.shares import standing_out

COUNTS = st.dictionaries(st.integers(1, 20), st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


@given(st.lists(st.integers(0, 300)), st.integers(100, 200), st.integers(1, 30))
def test_windows_are_as_wide_on_either_side(scores: list[int], cut: int, window: int) -> None:
    below, above = counted(scores, cut, window)

    assert below == sum(score in range(cut - window + 1, cut + 1) for score in scores)
    assert above == sum(score in range(cut + 1, cut + window + 1) for score in scores)


@given(COUNTS)
def test_bunching_is_the_two_sided_binomial(counts: dict[int, tuple[int, int]]) -> None:
    for place, found in bunching(counts).items():
        total = found.below + found.above
        far = max(found.below, found.above)
        tail = sum(comb(total, at) for at in range(far, total + 1)) / 2**total
        expected = min(1.0, 2 * tail) if found.below != found.above else 1.0
        assert (found.below, found.above) == counts[place]
        assert found.chance == pytest.approx(expected)
        assert found.adjusted >= found.chance - 1e-12


@given(st.dictionaries(st.integers(1, 9), st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_standing_out_compares_with_all_others(given_counts: dict[int, tuple[int, int]]) -> None:
    counts = {place: (some, some + more) for place, (some, more) in given_counts.items()}

    for place, found in standing_out(counts).items():
        others = [pair for other, pair in counts.items() if other != place]
        assert found.elsewhere == pytest.approx(sum(some for some, _ in others) / sum(every for _, every in others))
        assert found.some > 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_chances_by_the_definition(chances: list[float]) -> None:
    """Benjamini & Hochberg: of the p-values as large or larger, the least of p * m / rank."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    expected = {}
    for rank, at in enumerate(order, 1):
        later = [chances[order[other - 1]] * len(chances) / other for other in range(rank, len(chances) + 1)]
        expected[at] = min(1.0, *later)

    assert adjusted_chances(chances) == pytest.approx([expected[at] for at in range(len(chances))])


@given(st.lists(st.integers(0, 50), min_size=1))
def test_median_of_counts(values: list[int]) -> None:
    ordered, half = sorted(values), len(values) // 2
    expected = ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2

    assert median_of({value: values.count(value) for value in values}) == expected
