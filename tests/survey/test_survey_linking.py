import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.dataset import Dataset
from rasoat.survey.linking import BEFORE, NOW, link, with_current_codes

Group = list[int]


def made(groups: dict[str, Group], village: str = "Thôn 1") -> Dataset:
    """Households of people 1, 2, ...: the first is the head; person 0 has no number."""
    rows = [
        {
            "household_id": code, "member_no": at, "full_name": f"Người {person or code}",
            "birth_year": 1950 + person % 50,
            "relation": "head" if at == 1 else "other", "personal_id": f"{person:012d}" if person else None,
        }
        for code, group in groups.items()
        for at, person in enumerate(group, start=1)
    ]  # fmt: skip
    schema = {"household_id": pl.String, "member_no": pl.Int64, "full_name": pl.String, "birth_year": pl.Int64,
              "relation": pl.String, "personal_id": pl.String}  # fmt: skip
    households = pl.DataFrame({"household_id": list(groups), "village": [village] * len(groups)})
    return Dataset(households, pl.DataFrame(rows, schema=schema))


def pairs(frame: pl.DataFrame) -> set[tuple[str, str]]:
    return set(frame.select(NOW, BEFORE).rows())


def test_households_are_linked_by_most_members() -> None:
    links = link(made({"n1": [1, 2, 3], "n2": [4, 5, 9]}), made({"p1": [1, 2, 4], "p2": [5, 9]}))

    assert links.linked.rows() == [("n1", "p1", 2, "personal_id"), ("n2", "p2", 2, "personal_id")]
    assert links.conflicts.rows() == [("n2", "p1", 1, "moved")]


def test_a_split_household_keeps_its_larger_part() -> None:
    links = link(made({"old": [1, 2, 3], "new": [4]}), made({"p": [1, 2, 3, 4]}))

    assert pairs(links.linked) == {("old", "p")}
    assert links.conflicts.select(NOW, BEFORE, "reason").rows() == [("new", "p", "split")]


def test_of_equal_parts_that_with_the_head_wins() -> None:
    links = link(made({"x": [2, 3], "y": [1, 4]}), made({"p": [1, 2, 3, 4]}))

    assert pairs(links.linked) == {("y", "p")}


def test_equal_parts_without_the_head_are_a_tie() -> None:
    links = link(made({"x": [2], "y": [3]}), made({"p": [1, 2, 3]}))

    assert links.linked.is_empty()
    assert set(links.conflicts["reason"]) == {"tie"}


def test_a_number_of_two_people_proves_nothing() -> None:
    links = link(made({"x": [1], "y": [1]}), made({"p": [1]}))

    assert links.linked.is_empty()
    assert set(links.conflicts["reason"]) == {"number_twice"}


def test_a_name_only_proposes() -> None:
    now, before = made({"a": [0]}), made({"a": [0]}, village="THON 1")

    links = link(now, before)

    assert links.linked.is_empty()
    assert links.proposed.select(NOW, BEFORE, "name", "birth_year").rows() == [("a", "a", "Người a", 1950)]


def test_without_a_village_nothing_is_proposed() -> None:
    now, before = made({"a": [0]}), made({"a": [0]})
    before = Dataset(before.households.drop("village"), before.members)

    assert link(now, before).proposed.is_empty()


groupings = st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=1, max_size=5)


@settings(max_examples=80, deadline=None)
@given(groupings, groupings, st.randoms(use_true_random=False))
def test_links_are_one_to_one_rest_on_numbers_and_do_not_depend_on_order(
    now: list[Group], before: list[Group], chance: random.Random
) -> None:
    current = made({f"n{at}": group for at, group in enumerate(now)})
    previous = made({f"p{at}": group for at, group in enumerate(before)})
    order = list(range(current.members.height))
    chance.shuffle(order)

    links = link(current, previous)

    assert links.linked[NOW].is_unique().all()
    assert links.linked[BEFORE].is_unique().all()
    for code, old in pairs(links.linked):
        assert set(now[int(code[1:])]) & set(before[int(old[1:])]) - {0}
    assert not set(links.linked[NOW]) & set(links.proposed[NOW])
    shuffled = link(Dataset(current.households, current.members[order]), previous)
    assert shuffled.linked.equals(links.linked)
    assert shuffled.conflicts.equals(links.conflicts)


@given(st.lists(st.lists(st.integers(1, 99), min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_round_links_to_itself(groups: list[Group]) -> None:
    free = iter(range(1, 100))
    own = {f"h{at}": [next(free) for _ in group] for at, group in enumerate(groups)}

    links = link(made(own), made({f"p{code}": group for code, group in own.items()}))

    assert pairs(links.linked) == {(code, f"p{code}") for code in own}


def test_the_previous_round_takes_the_codes_of_the_current_one() -> None:
    now, before = made({"n1": [1, 2]}), made({"p1": [1, 2], "p2": [7]})

    recoded = with_current_codes(before, link(now, before))

    assert recoded.households["household_id"].to_list() == ["n1", "p2"]
    assert recoded.members["household_id"].to_list() == ["n1", "n1", "p2"]


def test_a_code_of_another_household_is_refused() -> None:
    now, before = made({"x": [1]}), made({"p": [1], "x": [2]})

    with pytest.raises(FaultsFoundError, match="household-id-taken"):
        with_current_codes(before, link(now, before))
