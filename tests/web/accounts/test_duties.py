"""Duties kept apart: the pure rule."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.accounts.duties import APART, Duty, Leave, allowed_until, clash, covers, overlap
from rasoat.web.accounts.models import Role

ROLES = st.sampled_from(sorted(role.value for role in Role))
TODAY = date(2026, 10, 1)

# A tree: province 1; communes 11, 12; villages 111, 112, 121.
TREE = {
    1: frozenset({1}),
    11: frozenset({1, 11}),
    12: frozenset({1, 12}),
    111: frozenset({1, 11, 111}),
    112: frozenset({1, 11, 112}),
    121: frozenset({1, 12, 121}),
}
UNITS = st.sampled_from([None, *TREE])
DUTIES = st.builds(lambda role, unit: Duty(role, unit, TREE.get(unit, frozenset())), ROLES, UNITS)


def duty(role: str, unit: int | None) -> Duty:
    return Duty(role, unit, TREE.get(unit, frozenset()))


@given(DUTIES, DUTIES)
def test_overlap_and_clash_do_not_depend_on_the_order(one: Duty, other: Duty) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert bool(clash(one, [other])) == bool(clash(other, [one]))


@given(DUTIES, DUTIES)
def test_a_clash_needs_a_kept_apart_pair_on_shared_ground(one: Duty, other: Duty) -> None:
    found = clash(one, [other])

    assert (found is not None) == (frozenset({one.role, other.role}) in APART and overlap(one, other))


@given(DUTIES)
def test_the_same_role_never_clashes_with_itself(one: Duty) -> None:
    assert clash(one, [one]) is None


@given(DUTIES)
def test_the_nation_covers_everything(one: Duty) -> None:
    assert covers(duty("auditor", None), one)


def test_reviewer_is_not_rechecker_in_the_commune_above() -> None:
    assert clash(duty("rechecker", 11), [duty("reviewer", 111)])
    assert clash(duty("reviewer", 111), [duty("rechecker", 1)])
    assert clash(duty("rechecker", 12), [duty("reviewer", 111)]) is None


def test_preparer_is_not_approver() -> None:
    assert clash(duty("commune_chair", 11), [duty("commune_officer", 11)])
    assert clash(duty("commune_chair", 12), [duty("commune_officer", 11)]) is None


PAIR = frozenset({"commune_chair", "commune_officer"})


@given(st.integers(-40, 40), st.integers(0, 40), st.sampled_from(sorted(TREE)))
def test_a_leave_holds_on_its_days_and_its_ground_only(starts: int, lasts: int, unit: int) -> None:
    first = TODAY + timedelta(days=starts)
    leave = Leave(PAIR, unit, first, first + timedelta(days=lasts))

    until = allowed_until(duty("commune_chair", 11), duty("commune_officer", 11), [leave], TODAY)

    inside = leave.valid_from <= TODAY <= leave.valid_until and unit in {1, 11}
    assert until == (leave.valid_until if inside else None)


def test_a_leave_for_another_pair_does_not_help() -> None:
    leave = Leave(frozenset({"reviewer", "rechecker"}), 11, TODAY, TODAY)

    assert allowed_until(duty("commune_chair", 11), duty("commune_officer", 11), [leave], TODAY) is None
