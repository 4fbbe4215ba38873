"""Vietnamese numbers read back as written, and no other spelling is taken."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.tables.numbers_vi import count_text, parse_count, parse_rate, rate_text


@given(st.integers())
def test_counts_read_back(count):
    assert parse_count(count_text(count)) == count


@given(st.integers())
def test_rates_read_back(hundredths):
    assert parse_rate(rate_text(hundredths)) == hundredths


@given(st.integers())
def test_a_point_stands_before_every_three_digits(count):
    assert re.fullmatch(r"-?\d{1,3}(\.\d{3})*", count_text(count))


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0"), (999, "999"), (12558, "12.558"), (1908624, "1.908.624"), (-5388, "-5.388")]
)
def test_count_examples(count, text):
    assert count_text(count) == text


@pytest.mark.parametrize(
    ("hundredths", "text"), [(0, "0,00"), (263, "2,63"), (-58, "-0,58"), (10000, "100,00"), (123456, "1.234,56")]
)
def test_rate_examples(hundredths, text):
    assert rate_text(hundredths) == text


@pytest.mark.parametrize("text", ["", "12,558", "1.25", "12558", "012", "-0", "1_000", "１２", " 5", "5.", "x"])
def test_other_counts_are_refused(text):
    with pytest.raises(ValueError, match="Vietnamese count"):
        parse_count(text)


@pytest.mark.parametrize("text", ["", "2.63", "2,6", "263", "-0,00", "2,633", ",50", "1234,00", "x,yz"])
def test_other_rates_are_refused(text):
    with pytest.raises(ValueError, match="Vietnamese rate"):
        parse_rate(text)
