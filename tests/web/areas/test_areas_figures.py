"""Tables of figures on another map: sums are kept, unknown stays unknown, nothing vanishes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rasoat.web.areas.figures import on_map
from rasoat.web.areas.loading import SuccessionRow, UnitRow, add_successions, add_units
from rasoat.web.areas.maps import OLD_MAP, read_map
from rasoat.web.areas.models import Succession

TURN, TODAY = date(2025, 7, 1), date(2026, 1, 1)
OLD, NEW = "ABCD", "XYZ"


def write_history(targets: list[list[str]], shares: bool) -> dict[str, int]:
    """Four communes that went into three; `targets[n]`: into which the n-th went."""
    rows = [UnitRow(key, key, key, "Xã", "commune", valid_until=OLD_MAP) for key in OLD]
    rows += [UnitRow(key, key, key, "Xã", "commune", valid_from=TURN) for key in NEW]
    ids = add_units(rows).ids
    links = [
        SuccessionRow(before, after, "merge", TURN, Decimal(1) / len(afters) if shares else None)
        for before, afters in zip(OLD, targets, strict=True)
        for after in afters
    ]
    add_successions(links, ids)
    return dict(ids)


class TestSums(TestCase):
    """Property tests with the database."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.lists(st.sampled_from(NEW), min_size=1, max_size=3, unique=True), min_size=4, max_size=4),
        st.lists(st.integers(0, 10_000), min_size=4, max_size=4),
        st.booleans(),
    )
    def test_every_figure_is_placed_or_named(self, targets: list[list[str]], numbers: list[int], shares: bool) -> None:
        ids = write_history(targets, shares)

        moved = on_map({ids[key]: {"n": number} for key, number in zip(OLD, numbers, strict=True)}, TODAY)

        placed = sum(row["n"] or 0 for row in moved.rows.values())
        assert placed + sum(each.numbers["n"] or 0 for each in moved.unplaced) == sum(numbers)
        split = {ids[key] for key, afters in zip(OLD, targets, strict=True) if len(afters) > 1}
        assert {each.unit_id for each in moved.unplaced} == (set() if shares else split)


@pytest.mark.django_db
def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    ids = write_history([["X"], ["X"], ["Y"], ["Z"]], shares=False)

    moved = on_map({ids["A"]: {"n": 5, "m": 1}, ids["B"]: {"n": None, "m": 2}, ids["C"]: {"n": 7, "m": 3}}, TODAY)

    assert moved.rows == {ids["X"]: {"n": None, "m": 3}, ids["Y"]: {"n": 7, "m": 3}}
    assert moved.summed == {ids["X"]: [ids["A"], ids["B"]], ids["Y"]: [ids["C"]]}
    assert not moved.notes


@pytest.mark.django_db
def test_notes_name_what_is_left_out_and_what_is_estimated() -> None:
    ids = write_history([["X", "Y"], ["X", "Z"], ["Y"], ["Z"]], shares=False)
    Succession.objects.filter(before=ids["B"]).update(share=Decimal("0.5"))

    moved = on_map({ids["A"]: {"n": 5}, ids["B"]: {"n": 4}}, TODAY)

    assert moved.rows == {ids["X"]: {"n": 2}, ids["Z"]: {"n": 2}}
    assert [note.split()[0] for note in moved.notes] == ["1", "2"]


@pytest.mark.django_db
def test_three_tables_of_a_hundred_units_ask_the_database_little(
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    ids = write_history([["X"], ["X"], ["Y"], ["Z"]], shares=False)

    with django_assert_max_num_queries(5):
        on_map({ids[key]: {"n": 1} for key in OLD}, TODAY)


@pytest.mark.parametrize(
    ("address", "today", "day"),
    [
        ("", True, TODAY),
        ("?ban-do=nay&ngay=01/01/2020", True, TODAY),
        ("?ban-do=cu", False, OLD_MAP),
        ("?ban-do=cu&ngay=01/02/2024", False, date(2024, 2, 1)),
        ("?ban-do=cu&ngay=2024-02-01", False, date(2024, 2, 1)),
        ("?ban-do=cu&ngay=31/02/2024", False, OLD_MAP),
        ("?ban-do=cu&ngay=01/01/2999", False, TODAY),
        ("?ban-do=gi", True, TODAY),
    ],
)
def test_the_map_of_an_address(address: str, today: bool, day: date) -> None:
    choice = read_map(RequestFactory().get(f"/{address}").GET, TODAY)

    assert (choice.today, choice.day) == (today, day)
