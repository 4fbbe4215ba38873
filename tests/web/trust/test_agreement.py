"""Kappa against its definition, its error against the delta method done numerically, and published figures."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rasoat.web.trust.agreement import agreement, kappa, standard_error, table_of

TABLES = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3)


def plain_kappa(shares: np.ndarray) -> float:
    size = len(shares)
    same = sum(shares[at][at] for at in range(size))
    chance = sum(sum(shares[at]) * sum(row[at] for row in shares) for at in range(size))
    return (same - chance) / (1 - chance)


def plain_error(table: np.ndarray) -> float:
    """Delta method: gradient of kappa by differences, with the multinomial covariance."""
    total = table.sum()
    shares = table / total
    step, flat = 1e-6, shares.ravel()
    gradient = np.zeros(flat.size)
    for at in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[at] += step
        down[at] -= step
        gradient[at] = (plain_kappa(up.reshape(shares.shape)) - plain_kappa(down.reshape(shares.shape))) / (2 * step)
    covariance = (np.diag(flat) - np.outer(flat, flat)) / total
    return sqrt(max(float(gradient @ covariance @ gradient), 0.0))


@given(TABLES)
def test_kappa_and_its_error(rows: list[list[int]]) -> None:
    table = np.array(rows)
    assume(table.sum() >= 10)
    assume(all(table.sum(axis=axis).max() < table.sum() for axis in (0, 1)))

    value = kappa(table)

    assert value == pytest.approx(plain_kappa(table / table.sum()), abs=1e-12)
    assert standard_error(table) == pytest.approx(plain_error(table), rel=1e-3, abs=1e-4)


def test_all_the_same_class_says_nothing() -> None:
    found = agreement([("poor", "poor")] * 20)

    assert (found.pairs, found.same, found.share, found.kappa) == (20, 20, 1.0, None)


def test_few_pairs_say_nothing_and_none_no_share() -> None:
    assert agreement([("poor", "near_poor")] * 9).kappa is None
    assert agreement([]).share is None


def test_an_example_by_hand() -> None:
    """20 and 15 agree, 5 and 10 do not: same 0.7, by chance 0.5, so kappa is 0.4."""
    pairs = [("poor", "poor")] * 20 + [("poor", "near_poor")] * 5 + [("near_poor", "poor")] * 10
    pairs += [("near_poor", "near_poor")] * 15

    found = agreement(pairs)

    assert table_of(pairs).sum() == 50
    assert found.kappa == pytest.approx(0.4)
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low < 0.4 < found.high <= 1
