"""The draw against a plain second way of doing it, and by hand."""

import hashlib
from itertools import groupby
from math import ceil
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.trust.drawing import Framed, drawn, promise_of, read, size_of, written

LINES = st.lists(
    st.builds(
        lambda number, village, klass: Framed(str(UUID(int=number)), village, klass),
        st.integers(0, 2**128 - 1), st.sampled_from(["", "A-01", "A-02"]), st.sampled_from(["poor", "near_poor"]),
    ),
    max_size=60, unique_by=lambda line: line.code,
)  # fmt: skip


def by_hand(content: bytes, seed: str, share: int, least: int) -> set[str]:
    """The four steps as the page tells them, from the bytes of the list."""
    rows = [line.split(";") for line in content.decode().split("\n") if line]
    chosen: set[str] = set()
    ranked = sorted(rows, key=lambda row: (row[1], row[2], hashlib.sha256(f"{seed}|{row[0]}".encode()).hexdigest()))
    for _stratum, members in groupby(ranked, key=lambda row: (row[1], row[2])):
        codes = [row[0] for row in members]
        chosen |= set(codes[: min(len(codes), max(least, ceil(len(codes) * share / 1000)))])
    return chosen


@given(LINES, st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(1, 1000), st.integers(0, 5))
def test_anybody_draws_the_same(frame: list[Framed], seed: str, share: int, least: int) -> None:
    content = written(frame)

    found = drawn(read(content), seed, share, least)

    assert {each.code for each in found} == by_hand(content, seed, share, least)


@given(LINES, st.integers(1, 1000), st.integers(0, 5), st.randoms())
def test_the_order_of_the_list_does_not_matter(frame: list[Framed], share: int, least: int, order) -> None:
    mixed = list(frame)
    order.shuffle(mixed)

    assert written(mixed) == written(frame)
    assert drawn(mixed, "seed", share, least) == drawn(frame, "seed", share, least)


@given(st.integers(0, 5000), st.integers(1, 1000), st.integers(0, 50))
def test_sizes_stay_inside_the_stratum(households: int, share: int, least: int) -> None:
    size = size_of(households, share, least)

    assert min(households, least) <= size <= households
    assert size * 1000 >= households * share or size == households


def test_a_promise_is_the_hash_of_the_seed() -> None:
    assert promise_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
