"""Working days: never on a free day, in order, counted back to the same number; Tết, swaps, the office's word."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import DayChange
from rasoat.web.rounds.working_days import (
    WorkingDays,
    add_working_days,
    is_working,
    swaps_known,
    working_days_between,
)

days = st.dates(date(2022, 1, 1), date(2030, 12, 31))
calendars = st.builds(
    WorkingDays, st.dictionaries(st.dates(date(2022, 1, 1), date(2031, 3, 1)), st.booleans(), max_size=12)
)
numbers = st.integers(0, 25)


@given(calendars, days, numbers)
def test_it_never_lands_on_a_free_day(calendar: WorkingDays, start: date, number: int) -> None:
    assert calendar.is_working(calendar.add(start, number))


@given(calendars, days, numbers, numbers)
def test_more_days_are_never_earlier(calendar: WorkingDays, start: date, number: int, more: int) -> None:
    assert calendar.add(start, number) <= calendar.add(start, number + more)


@given(calendars, days, st.integers(0, 40), numbers)
def test_a_later_start_is_never_earlier(calendar: WorkingDays, start: date, later: int, number: int) -> None:
    assert calendar.add(start, number) <= calendar.add(start + timedelta(days=later), number)


@given(calendars, days, st.integers(1, 25))
def test_counting_gives_the_number_back(calendar: WorkingDays, start: date, number: int) -> None:
    assert calendar.between(start, calendar.add(start, number)) == number


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        WorkingDays({}).add(date(2026, 9, 1), -1)


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert WorkingDays({}).between(date(2026, 9, 10), date(2026, 9, 1)) == 0


@pytest.mark.parametrize(("day", "works"), [
    (date(2026, 2, 16), False), (date(2026, 2, 17), False), (date(2026, 2, 20), False),  # Tết Bính Ngọ
    (date(2026, 8, 22), True), (date(2026, 8, 31), False),  # a Saturday is worked for the Monday before 2/9
    (date(2026, 9, 1), False), (date(2026, 9, 2), False), (date(2026, 9, 3), True),
    (date(2026, 9, 5), False), (date(2026, 9, 6), False),
    (date(2027, 2, 6), False), (date(2027, 2, 8), False),
])  # fmt: skip
def test_tet_and_swapped_days(day: date, works: bool) -> None:
    assert WorkingDays({}).is_working(day) is works


def test_swaps_of_2027_are_not_known_yet() -> None:
    assert swaps_known(2026)
    assert not swaps_known(2027)


@pytest.mark.django_db
def test_three_days_over_the_national_day(province: Unit) -> None:
    assert add_working_days(date(2026, 8, 28), 3, province) == date(2026, 9, 7)
    assert working_days_between(date(2026, 8, 28), date(2026, 9, 7), province) == 3


@pytest.mark.django_db
def test_the_province_goes_before_the_country_and_others_are_not_touched(province: Unit) -> None:
    monday = date(2026, 9, 7)
    other = Unit.objects.create(key="UU", code="UU", name="Bên", level="province", folded="ben", sort_key="ben")

    DayChange.objects.create(province=None, day=monday, works=False, document="TB 1")
    assert [is_working(monday, unit) for unit in (None, province, other)] == [False, False, False]

    own = DayChange.objects.create(province=province, day=monday, works=True, document="CV 2")
    assert [is_working(monday, unit) for unit in (None, province, other)] == [False, True, False]

    own.delete()
    assert not is_working(monday, province)


@pytest.mark.django_db
def test_one_query_while_nobody_corrects(province: Unit, django_assert_num_queries) -> None:
    DayChange.objects.create(province=province, day=date(2026, 9, 7), works=False, document="CV 2")
    is_working(date(2026, 9, 7), province)

    with django_assert_num_queries(1):
        assert add_working_days(date(2026, 9, 4), 3, province) == date(2026, 9, 10)
