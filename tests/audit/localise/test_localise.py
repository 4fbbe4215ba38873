"""The smallest repair: against the worked district, against brute force, and on tables with planted errors."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.audit.localise.api import Localisation, localise
from rasoat.audit.localise.problem import Problem, Rate, Rule, total

COLUMNS = 3  # total = first + second


def table(values: list[list[int | None]], *, frozen: frozenset[int] = frozenset()) -> Problem:
    """Rows of (total, a, b): total = a + b in every row, and the first row is the sum of the others."""
    size = len(values)
    rules = [
        Rule(((row * COLUMNS, 1), (row * COLUMNS + 1, -1), (row * COLUMNS + 2, -1)), "=", 0) for row in range(size)
    ]
    for column in range(COLUMNS):
        parts = tuple((row * COLUMNS + column, 1) for row in range(1, size))
        rules.append(Rule(((column, -1), *parts), "=", 0))
    return Problem(tuple(cell for row in values for cell in row), tuple(rules), (), frozen)


def repaired(problem: Problem, found: Localisation) -> list[int]:
    assert found.suggestions is not None
    values = [value or 0 for value in problem.values]
    for cell, suggestion in found.suggestions.items():
        values[cell] = suggestion.value
    return values


def holds(problem: Problem, values: list[int]) -> bool:
    return min(values) >= 0 and all(rule.holds(total(rule.terms, values)) for rule in problem.rules)


def can_be_mended(problem: Problem, cells: tuple[int, ...], largest: int) -> bool:
    """Brute force over the values of a few cells."""
    values = [value or 0 for value in problem.values]
    for tried in product(range(largest + 1), repeat=len(cells)):
        for cell, value in zip(cells, tried, strict=True):
            values[cell] = value
        if holds(problem, values):
            return True
    return False


sound_rows = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=4)


def sound(parts: list[tuple[int, int]]) -> list[list[int]]:
    rows = [[a + b, a, b] for a, b in parts]
    return [[sum(column) for column in zip(*rows, strict=True)], *rows]


def test_a_sound_table_needs_no_change() -> None:
    found = localise(table(sound([(1, 2), (3, 4)])))

    assert (found.minimum, found.proven, found.complete) == (0, True, True)
    assert found.alternatives[0].cells == frozenset()


@given(parts=sound_rows, data=st.data())
@settings(max_examples=120, deadline=None)
def test_planted_errors_are_found_with_no_more_changes(parts: list[tuple[int, int]], data: st.DataObject) -> None:
    rows = sound(parts)
    cells = [value for row in rows for value in row]
    planted = data.draw(st.dictionaries(st.integers(0, len(cells) - 1), st.integers(0, 30), max_size=4))
    for cell, value in planted.items():
        cells[cell] = value
    problem = table([cells[at : at + COLUMNS] for at in range(0, len(cells), COLUMNS)])

    found = localise(problem)

    assert found.proven
    assert found.minimum is not None
    assert found.minimum <= len(planted)
    assert holds(problem, repaired(problem, found))
    assert found.suggestions is not None
    assert len(found.suggestions) == found.minimum
    assert all(problem.values[cell] != suggestion.value for cell, suggestion in found.suggestions.items())


@given(parts=sound_rows.filter(lambda rows: len(rows) <= 3), data=st.data())
@settings(max_examples=25, deadline=None)
def test_brute_force_agrees(parts: list[tuple[int, int]], data: st.DataObject) -> None:
    rows = sound(parts)
    cells = [value for row in rows for value in row]
    for cell, value in data.draw(
        st.dictionaries(st.integers(0, len(cells) - 1), st.integers(0, 8), min_size=1, max_size=2)
    ).items():
        cells[cell] = value
    problem = table([cells[at : at + COLUMNS] for at in range(0, len(cells), COLUMNS)])

    found = localise(problem, most=500)

    largest = 40
    smaller = [one for one in ((), *((cell,) for cell in range(len(cells)))) if len(one) < (found.minimum or 0)]
    assert not any(can_be_mended(problem, one, largest) for one in smaller)
    if found.minimum == 1:
        expected = {frozenset([cell]) for cell in range(len(cells)) if can_be_mended(problem, (cell,), largest)}
        assert {repair.cells for repair in found.alternatives} == expected
        assert found.complete
        assert found.always_changed == frozenset.intersection(*expected)
    if found.minimum == 2:
        expected = {frozenset(pair) for pair in combinations(range(len(cells)), 2) if can_be_mended(problem, pair, 20)}
        assert {repair.cells for repair in found.alternatives} == expected
        assert found.always_changed == frozenset.intersection(*expected)


def test_parity_needs_whole_numbers() -> None:
    problem = Problem((3, 2, 2), (Rule(((0, 1), (1, -2), (2, -2)), "=", 0),))

    found = localise(problem)

    assert (found.minimum, found.proven, found.complete) == (1, True, True)
    assert found.always_changed == frozenset([0])
    assert found.suggestions is not None
    assert found.suggestions[0].value == 8


def test_inequalities_give_an_interval() -> None:
    problem = Problem((5, 20, 30), (Rule(((0, 1), (1, -1)), ">=", 0), Rule(((0, 1), (2, -1)), "<=", 0)), (),
                      frozenset([1, 2]))  # fmt: skip

    found = localise(problem)

    assert found.suggestions is not None
    interval = found.suggestions[0].interval
    assert (found.minimum, interval.low, interval.high, interval.sure) == (1, 20, 30, True)
    assert found.suggestions[0].value == 20


def test_no_upper_limit() -> None:
    found = localise(Problem((5, 20), (Rule(((0, 1), (1, -1)), ">=", 0),), (), frozenset([1])))

    assert found.suggestions is not None
    assert (found.suggestions[0].interval.low, found.suggestions[0].interval.high) == (20, None)
    assert found.suggestions[0].interval.sure


def test_frozen_cells_are_never_changed_and_may_leave_no_repair() -> None:
    rows = sound([(1, 2), (3, 4)])
    rows[0][0] = 99

    free = localise(table([list(row) for row in rows]))
    stuck = localise(table([list(row) for row in rows], frozen=frozenset([0])))
    hopeless = localise(table([list(row) for row in rows], frozen=frozenset(range(9))))

    assert free.always_changed == frozenset([0])
    assert stuck.minimum is not None
    assert stuck.minimum > 1
    assert all(0 not in repair.cells for repair in stuck.alternatives)
    assert hopeless.impossible
    assert hopeless.minimum is None


def test_a_negative_count_must_change() -> None:
    found = localise(Problem((-2, 5), (Rule(((0, 1), (1, 1)), "<=", 9),)))

    assert found.minimum == 1
    assert found.always_changed == frozenset([0])


def test_blanks_are_filled_without_being_changes() -> None:
    rows: list[list[int | None]] = [[10, 4, 6], [3, None, 2], [7, 3, 4]]

    sound_with_blank = localise(table(rows))
    rows[2][2] = 9
    found = localise(table(rows))

    assert sound_with_blank.minimum == 0
    assert found.minimum == 1
    assert found.always_changed == frozenset([8])


def test_blanks_do_not_excuse_what_cannot_be() -> None:
    """A part above its total stays wrong whatever the blank is."""
    found = localise(Problem((5, 9, None), (Rule(((0, 1), (1, -1), (2, -1)), "=", 0),)))

    assert found.minimum == 1
    assert found.complete
    assert {repair.cells for repair in found.alternatives} == {frozenset([0]), frozenset([1])}


def test_ties_prefer_printed_rates_kept() -> None:
    """Total 100 against 30 + 60: any of three may be wrong; the printed 33,33 % = 30 / 90 keeps 30 and asks for 90."""
    rule = Rule(((0, 1), (1, -1), (2, -1)), "=", 0)
    rate = Rate(3333, ((1, 1),), ((0, 1),))

    plain = localise(Problem((100, 30, 60), (rule,)))
    rated = localise(Problem((100, 30, 60), (rule,), (rate,)))

    assert len(plain.alternatives) == 3
    assert rated.alternatives[0].cells == frozenset([0])
    assert rated.alternatives[0].lost_rates == frozenset()
    assert [len(repair.lost_rates) for repair in rated.alternatives] == [0, 1, 1]
    assert rated.suggestions is not None
    assert rated.suggestions[0].value == 90


def test_a_wrong_rate_over_right_counts_changes_no_count() -> None:
    found = localise(Problem((100, 30), (), (Rate(2999, ((1, 1),), ((0, 1),)),)))

    assert found.minimum == 0
    assert found.alternatives[0].lost_rates == frozenset([0])


@given(numerator=st.integers(0, 5000), base=st.integers(1, 5000), printed=st.integers(0, 20_000))
def test_rate_windows_are_half_up(numerator: int, base: int, printed: int) -> None:
    rate = Rate(printed, ((0, 1),), ((1, 1),))

    right = (numerator * 20_000 + base) // (2 * base) == printed

    assert rate.holds([numerator, base]) == right


def test_a_rate_over_nothing_is_never_right() -> None:
    assert not Rate(0, ((0, 1),), ((1, 1),)).holds([0, 0])


def test_time_out_gives_bounds() -> None:
    rows = sound([(1, 2), (3, 4), (2, 2)])
    rows[1][1], rows[2][2] = 9, 9
    asked = iter([False, *[True] * 1000])

    found = localise(table([list(row) for row in rows]), stop=lambda: next(asked))

    assert (found.minimum, found.proven) == (None, False)
    assert found.upper is not None
    assert 0 <= found.lower <= 2 <= found.upper


def test_more_alternatives_than_are_listed() -> None:
    """A broken sum of many parts: each of them may be the wrong one."""
    parts = tuple((cell, 1) for cell in range(1, 31))
    problem = Problem((305, *([10] * 30)), (Rule(((0, -1), *parts), "=", 0),))

    found = localise(problem)

    assert (found.minimum, len(found.alternatives), found.complete) == (1, 20, False)
    assert found.always_changed == frozenset()
    assert found.sites[0].size == 1
    assert not found.sites[0].complete


@pytest.mark.parametrize("errors", [1, 5, 12])
def test_large_sums_are_solved_by_their_parts(errors: int) -> None:
    rows = sound([(number % 7, number % 5) for number in range(1, 200)])
    for number in range(errors):
        rows[1 + number * 15][1] += 3 + number
    problem = table([list(row) for row in rows])

    found = localise(problem)

    assert (found.minimum, found.proven) == (errors, True)
    assert holds(problem, repaired(problem, found))
