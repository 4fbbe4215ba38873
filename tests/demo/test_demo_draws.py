import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rasoat.demo.arrays import apportion, one_in_group
from rasoat.demo.draws import Draws

KEYS = np.arange(20_000, dtype=np.uint64)


def splitmix(seed: int, stream: str, key: int) -> int:
    """SplitMix64 in plain integers."""
    state = int.from_bytes(hashlib.sha256(f"{seed}/{stream}".encode()).digest()[:8], "little")
    word = (state + (key + 1) * 0x9E3779B97F4A7C15) % 2**64
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    word = (word ^ word >> 27) * 0x94D049BB133111EB % 2**64
    return word ^ word >> 31


@given(st.integers(0, 2**70), st.text(max_size=20), st.integers(0, 2**64 - 2))
def test_bits_are_those_of_the_published_generator(seed: int, stream: str, key: int) -> None:
    assert Draws(seed).bits(stream, np.asarray([key], dtype=np.uint64)).tolist() == [splitmix(seed, stream, key)]


def test_bits_are_pinned_so_that_a_province_never_changes() -> None:
    bits = Draws(2026).bits("pinned", np.arange(3, dtype=np.uint64))

    assert bits.tolist() == [5357191647688086395, 2066794605778389964, 11139479672233322622]


def test_a_key_draws_the_same_in_any_chunk() -> None:
    draws = Draws(7)

    assert (draws.bits("x", KEYS)[5_000:5_100] == draws.bits("x", KEYS[5_000:5_100])).all()


def test_seeds_and_streams_differ() -> None:
    same = (Draws(1).bits("x", KEYS) == Draws(2).bits("x", KEYS)) | (
        Draws(1).bits("x", KEYS) == Draws(1).bits("y", KEYS)
    )

    assert not same.any()


def test_units_are_even_and_streams_do_not_follow_each_other() -> None:
    first, second = Draws(3).unit("a", KEYS), Draws(3).unit("b", KEYS)

    assert abs(first.mean() - 0.5) < 0.01
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.03
    assert abs(np.corrcoef(first[1:], first[:-1])[0, 1]) < 0.03


@given(st.integers(-50, 50), st.integers(-50, 50))
def test_between_keeps_both_ends(low: int, high: int) -> None:
    drawn = Draws(5).between("n", KEYS[:500], low, high)

    assert drawn.min() >= low
    assert drawn.max() <= max(low, high)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any))
def test_choices_without_weight_are_never_chosen(weights: list[int]) -> None:
    drawn = Draws(5).choose("c", KEYS[:2_000], [float(weight) for weight in weights])

    assert {weights[index] > 0 for index in drawn.tolist()} == {True}


def test_pick_takes_exactly_so_many_of_the_allowed() -> None:
    allowed = KEYS % 3 == 0

    picked = Draws(5).pick("p", KEYS, 100, allowed)

    assert picked.sum() == 100
    assert not (picked & ~allowed).any()


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 50), min_size=1, max_size=40))
def test_apportioned_numbers_add_up(total: int, weights: list[float]) -> None:
    shares = apportion(total, weights)

    assert shares.sum() == total
    assert shares.min() >= 0


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=60))
def test_one_row_of_each_group_that_has_an_allowed_row(rows: list[tuple[int, bool]]) -> None:
    groups = np.asarray([group for group, _ in rows], dtype=np.int64)
    allowed = np.asarray([may for _, may in rows], dtype=np.bool_)

    chosen = one_in_group(groups, Draws(1).bits("g", KEYS[: len(rows)]), allowed)

    assert not (chosen & ~allowed).any()
    assert sorted(groups[chosen].tolist()) == sorted({group for group, may in rows if may})
