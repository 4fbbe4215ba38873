"""Rules as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.tables.rule_text import parse_rate, parse_rule

names = st.sampled_from(["total", "poor", "near_poor", "hộ_nghèo", "c9"])


def amount(terms: tuple[tuple[str, int], ...], values: dict[str, int]) -> int:
    return sum(values[name] * factor for name, factor in terms)


@given(
    left=st.lists(st.tuples(names, st.integers(-4, 4)), min_size=1, max_size=4),
    right=st.lists(st.tuples(names, st.integers(-4, 4)), max_size=4),
    constant=st.integers(-50, 50),
    relation=st.sampled_from(["=", "<=", ">="]),
    values=st.fixed_dictionaries(
        {name: st.integers(0, 99) for name in ("total", "poor", "near_poor", "hộ_nghèo", "c9")}
    ),
)
def test_a_rule_means_what_it_says(
    left: list[tuple[str, int]], right: list[tuple[str, int]], constant: int, relation: str, values: dict[str, int]
) -> None:
    sides = [" + ".join([f"{factor} * {name}" for name, factor in side]) for side in (left, right)]
    text = f"{sides[0]} {relation} {' + '.join(filter(None, [sides[1], str(constant)]))}"
    difference = amount(tuple(left), values) - amount(tuple(right), values)

    try:
        rule = parse_rule(text)
    except FaultsFoundError:
        assert all(sum(f for n, f in left if n == name) == sum(f for n, f in right if n == name) for name in values)
        return

    assert rule.relation == relation
    assert amount(rule.terms, values) - rule.bound == difference - constant


def test_quoted_headings_curly_quotes_and_signs_of_print() -> None:
    rule = parse_rule("“Tổng số hộ” ≥ 3 × 'Hộ nghèo' – 2")

    assert rule.terms == (("Tổng số hộ", 1), ("Hộ nghèo", -3))
    assert (rule.relation, rule.bound) == (">=", -2)


def test_a_sign_inside_a_quoted_heading_is_no_relation() -> None:
    assert parse_rule('"4=3/1*100" <= 100').terms == (("4=3/1*100", 1),)


@pytest.mark.parametrize(
    "text",
    ["", "total", "total = = poor", "total = poor / 2", "total = poor * near_poor", "total = 1.5 * poor", "1 = 1",
     "total - total = 0", "total = sum(poor)", "a = b = c", "total = poor +", "total = (", "total = True"],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(FaultsFoundError) as refused:
        parse_rule(text)

    fault = refused.value.faults[0]
    assert (fault.rule, fault.value) == ("rule-text", text)
    assert "tong = ngheo + can_ngheo" in fault.remedy_vi


def test_a_rate_names_its_counts_and_decimals() -> None:
    rate = parse_rate("pct_all = pct(poor + near_poor, households, 1)")

    assert rate.printed == "pct_all"
    assert rate.numerator == (("poor", 1), ("near_poor", 1))
    assert (rate.base, rate.decimals) == ((("households", 1),), 1)
    assert parse_rate("p = pct(a, b)").decimals == 2


@pytest.mark.parametrize(
    "text",
    ["p = a / b", "p = pct(a)", "p <= pct(a, b)", "p = pct(a, b, 9)", "p = pct(a, b, c)", "p = pct(a, 100)",
     "1 = pct(a, b)", "p = pct(a, b, x=2)", "p = rate(a, b)"],
)  # fmt: skip
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(FaultsFoundError):
        parse_rate(text)
