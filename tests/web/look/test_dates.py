"""Dates typed by keyboard."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.look.dates import DateField

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"]))
def test_a_day_in_any_habit_of_writing_is_the_same_day(day: date, way: str) -> None:
    assert DateField().clean(day.strftime(way)) == day


@given(DAYS)
def test_what_is_shown_reads_back(day: date) -> None:
    shown = DateField().widget.format_value(day)

    assert DateField().clean(shown) == day


@given(st.integers(1900, 2100))
def test_a_year_alone_only_where_the_form_allows_it(year: int) -> None:
    assert DateField(year_alone=True).clean(str(year)) == year
    with pytest.raises(ValidationError):
        DateField().clean(str(year))


@pytest.mark.parametrize(
    "text", ["31/02/2020", "5/13/2020", "05/12/78", "1978/", "hôm qua", "99999999", "1/1/1", "12/05/20201"]
)
def test_what_is_no_day_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(ValidationError, match=r"ngày/tháng/năm|bốn chữ số"):
        DateField(year_alone=True).clean(text)


@pytest.mark.parametrize("text", ["05/12/1899", "1899"])
def test_a_slip_of_the_century_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="1900"):
        DateField(year_alone=True).clean(text)


@pytest.mark.parametrize(
    ("text", "passes"), [("26/11/2026", True), ("27/11/2026", False), ("2026", True), ("2027", False)]
)
def test_the_future_is_refused_where_the_form_says_so(text: str, passes: bool) -> None:
    field = DateField(year_alone=True, latest=lambda: date(2026, 11, 26))

    if passes:
        assert field.clean(text)
    else:
        with pytest.raises(ValidationError, match="chưa đến"):
            field.clean(text)


@pytest.mark.parametrize(
    ("before", "typed", "changed"),
    [
        (1978, "1978", False),
        (1978, "05/12/1978", True),
        (date(1978, 12, 5), "05121978", False),
        (None, "", False),
        (1978, "nonsense", True),
    ],
)
def test_changes_are_noticed(before: object, typed: str, changed: bool) -> None:
    assert DateField(year_alone=True, required=False).has_changed(before, typed) is changed
