"""Figures over changes of the map: nothing is lost, nothing is invented, there and back is the same."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.areas.lineage import Life, Lineage, Link, Obstacle

DAYS = [date(2025, 7, 1), date(2026, 7, 1), date(2027, 7, 1)]


def life(stage: int, stages: int) -> Life:
    """The life of a unit of the n-th map; the first and last are open."""
    return Life(DAYS[stage - 1] if stage else None, DAYS[stage] - timedelta(days=1) if stage < stages - 1 else None)


@st.composite
def histories(draw: st.DrawFn, *, shares: bool) -> tuple[Lineage, list[list[int]]]:
    """Some maps, one after another: each unit goes into one or (with shares that add up to one) several of the next."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    maps, links, lives = [], [], {}
    for stage, size in enumerate(sizes):
        maps.append([stage * 100 + number for number in range(size)])
        lives |= dict.fromkeys(maps[-1], life(stage, len(sizes)))
    for before, after in pairwise(maps):
        for unit in before:
            targets = draw(st.lists(st.sampled_from(after), min_size=1, max_size=3 if shares else 1, unique=True))
            weights = draw(st.lists(st.integers(1, 9), min_size=len(targets), max_size=len(targets)))
            links += [
                Link(unit, target, Fraction(weight, sum(weights)) if len(targets) > 1 else None)
                for target, weight in zip(targets, weights, strict=True)
            ]
    return Lineage(links, lives), maps


@given(histories(shares=True))
def test_parts_of_a_placement_add_up_to_one(history: tuple[Lineage, list[list[int]]]) -> None:
    lineage, maps = history

    for unit in maps[0]:
        placement = lineage.place(unit, date(2030, 1, 1))
        assert placement.obstacle is None
        assert sum(placement.parts.values()) == 1
        assert set(placement.parts) <= set(maps[-1])


@given(histories(shares=True))
def test_a_sum_is_kept_and_a_unit_of_the_day_stays(history: tuple[Lineage, list[list[int]]]) -> None:
    lineage, maps = history

    for unit in maps[-1]:
        assert lineage.place(unit, date(2030, 1, 1)).parts == {unit: 1}


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_a_split_there_and_back_is_the_same(weights: list[int]) -> None:
    parts = range(1, len(weights) + 1)
    lineage = Lineage(
        [Link(0, part, Fraction(weight, sum(weights))) for part, weight in zip(parts, weights, strict=True)],
        {0: life(0, 2), **dict.fromkeys(parts, life(1, 2))},
    )

    there = lineage.place(0, date(2030, 1, 1)).parts
    back: dict[int, Fraction] = {}
    for unit, part in there.items():
        for target, whole in lineage.place(unit, date(2020, 1, 1)).parts.items():
            back[target] = back.get(target, Fraction(0)) + part * whole

    assert back == {0: 1}


def test_a_split_without_shares_is_not_divided() -> None:
    lineage = Lineage([Link(1, 2), Link(1, 3)], {1: life(0, 2), 2: life(1, 2), 3: life(1, 2)})

    placement = lineage.place(1, date(2030, 1, 1))

    assert placement.obstacle == Obstacle.NO_SHARE
    assert not placement.parts


def test_shares_that_do_not_add_up_are_as_good_as_none() -> None:
    links = [Link(1, 2, Fraction(1, 2)), Link(1, 3, Fraction(1, 3))]

    assert Lineage(links, {1: life(0, 2)}).place(1, date(2030, 1, 1)).obstacle == Obstacle.NO_SHARE


def test_a_merged_unit_is_not_taken_apart() -> None:
    lineage = Lineage([Link(1, 3), Link(2, 3)], {1: life(0, 2), 2: life(0, 2), 3: life(1, 2)})

    assert lineage.place(3, date(2020, 1, 1)).obstacle == Obstacle.MERGED


def test_a_gap_between_lives_ends_the_way() -> None:
    lives = {1: Life(None, date(2025, 6, 30)), 2: Life(date(2025, 7, 2), None)}

    assert Lineage([Link(1, 2)], lives).place(1, date(2025, 7, 1)).obstacle == Obstacle.NO_SUCCESSOR


def test_an_abolished_district_has_no_place_today() -> None:
    assert Lineage([], {1: life(0, 2)}).place(1, date(2030, 1, 1)).obstacle == Obstacle.NO_SUCCESSOR
