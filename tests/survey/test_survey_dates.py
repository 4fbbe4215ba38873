from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.dates import WrittenDate, format_date, parse_date

days = st.dates(min_value=date(1850, 1, 1), max_value=date(2999, 12, 31))


@given(days)
def test_what_is_written_is_read_again(day: date) -> None:
    assert parse_date(format_date(day)) == WrittenDate(day.year, day)


@given(days, st.sampled_from(["/", "-", ".", " / "]))
def test_separators_and_missing_zeros_do_not_matter(day: date, mark: str) -> None:
    assert parse_date(f"{day.day}{mark}{day.month}{mark}{day.year}") == WrittenDate(day.year, day)


@given(days)
def test_dates_of_other_programs_are_read(day: date) -> None:
    assert parse_date(day.isoformat()) == parse_date(f"{day.isoformat()} 00:00:00") == WrittenDate(day.year, day)


@given(st.integers(min_value=1850, max_value=9999))
def test_a_year_alone_is_only_a_year(year: int) -> None:
    assert parse_date(str(year)) == WrittenDate(year)
    assert format_date(None, year) == str(year)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_nothing(text: str) -> None:
    found = parse_date(text)

    assert found is None or 1850 <= found.year <= 9999


@pytest.mark.parametrize(
    "text", ["31/02/1984", "00/00/1984", "13/13/2000", "5/11/84", "1/1/1849", "tháng 5", "", "٠٥/١١/١٩٨٤"]
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert parse_date(text) is None
