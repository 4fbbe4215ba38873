"""What must hold of class rules whatever the figures: monotone, exact at every line, sound when a fact is missing."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.standard import AREAS, METHOD_FIELDS, Area

BOOK = LawBook.load()
METHODS = [
    (standard_id, method, area)
    for standard_id, standard in BOOK.standards.items()
    for method, rules in standard.methods.items()
    if rules.rules
    for area in AREAS
]
POVERTY = {"not_poor": 0, "near_poor": 1, "poor": 2}
INCOME, DEPRIVED = st.integers(0, 4_000_000), st.integers(0, 130)

every_method = pytest.mark.parametrize(("standard_id", "method", "area"), METHODS)


def facts_of(method: str, income: int | None, deprived: int | None) -> dict[str, int | None]:
    income_field, deprived_field = METHOD_FIELDS[method]
    return {income_field: income, deprived_field: deprived}


def scores(method: str) -> st.SearchStrategy[int]:
    return st.integers(0, 400) if method == "points" else INCOME


def test_rules_of_all_standards_are_covered() -> None:
    assert {standard_id for standard_id, _, _ in METHODS} == set(BOOK.standards)


@every_method
@given(data=st.data())
def test_more_income_never_makes_poorer(
    data: st.DataObject, standard_id: str, method: str, area: Area, decide: Callable[..., Any]
) -> None:
    lower, higher = sorted([data.draw(scores(method)), data.draw(scores(method))])
    deprived = data.draw(DEPRIVED)

    one = decide(BOOK.standard(standard_id), method, area, facts_of(method, lower, deprived))
    other = decide(BOOK.standard(standard_id), method, area, facts_of(method, higher, deprived))

    assert POVERTY[one.klass] >= POVERTY[other.klass]


@every_method
@given(data=st.data())
def test_more_deprivation_never_makes_richer(
    data: st.DataObject, standard_id: str, method: str, area: Area, decide: Callable[..., Any]
) -> None:
    fewer, more = sorted([data.draw(DEPRIVED), data.draw(DEPRIVED)])
    income = data.draw(scores(method))

    one = decide(BOOK.standard(standard_id), method, area, facts_of(method, income, fewer))
    other = decide(BOOK.standard(standard_id), method, area, facts_of(method, income, more))

    assert POVERTY[one.klass] <= POVERTY[other.klass]


@every_method
@given(data=st.data())
def test_class_changes_only_behind_a_line(
    data: st.DataObject, standard_id: str, method: str, area: Area, decide: Callable[..., Any]
) -> None:
    standard, deprived = BOOK.standard(standard_id), data.draw(DEPRIVED)
    income = data.draw(scores(method) | st.sampled_from([value for value in standard.params(area).values() if value]))

    here, above = (decide(standard, method, area, facts_of(method, x, deprived)) for x in (income, income + 1))

    if here.klass is not above.klass:
        assert income in standard.params(area).values()


@every_method
def test_the_line_itself_is_included(standard_id: str, method: str, area: Area, decide: Callable[..., Any]) -> None:
    standard = BOOK.standard(standard_id)
    names = {"points": ("income_poor_max", "income_near_max", "income_line_score")}
    names["income"] = ("poor_line", "near_line", "line")
    lines = [value for name, value in standard.params(area).items() if name in names[method]]

    assert lines
    for line in lines:
        at = decide(standard, method, area, facts_of(method, line, 0))
        below = decide(standard, method, area, facts_of(method, line - 1, 0))
        above = decide(standard, method, area, facts_of(method, line + 1, 0))
        assert at.klass is below.klass
        assert POVERTY[at.klass] > POVERTY[above.klass]


@every_method
@given(data=st.data())
def test_what_is_decided_without_a_fact_holds_for_every_value_of_it(
    data: st.DataObject, standard_id: str, method: str, area: Area, decide: Callable[..., Any]
) -> None:
    standard, income, deprived = BOOK.standard(standard_id), data.draw(scores(method)), data.draw(DEPRIVED)
    full = decide(standard, method, area, facts_of(method, income, deprived))

    for known in (facts_of(method, None, deprived), facts_of(method, income, None), facts_of(method, None, None)):
        partial = decide(standard, method, area, known)
        assert partial is None or partial.klass is full.klass
