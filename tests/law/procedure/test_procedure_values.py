"""Values of parameters: what fits, what is refused and why, whatever is typed in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.book import shipped_law
from rasoat.law.canonical import plain
from rasoat.law.problems import ProblemsError
from rasoat.law.procedure import DateWindow, DayOfYear, Parameter, Pick, Share, ValueKind
from rasoat.law.procedure.words import say

PARAMETERS = shipped_law().procedures["qd24_2021"].parameters
DAY = date(2026, 9, 1)
BY_KIND = {item.kind: item for item in PARAMETERS.values()}
BY_KIND[ValueKind.FLAG] = Parameter.model_validate(
    {"key": "tried", "name": {"vi": "thử", "en": "tried"}, "kind": "flag", "province_may": "set"}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
DAYS = st.dates(date(2001, 1, 1), date(2001, 12, 31))
WHOLE = st.integers(1, 366)
GOOD: dict[ValueKind, st.SearchStrategy[Any]] = {
    ValueKind.DAY_OF_YEAR: DAYS.map(lambda day: {"month": day.month, "day": day.day}),
    ValueKind.DATE_WINDOW: st.tuples(DAYS, DAYS).map(
        lambda days: {
            end: {"month": day.month, "day": day.day} for end, day in zip(("first", "last"), sorted(days), strict=True)
        }
    ),
    ValueKind.DAY_OF_MONTH: st.integers(1, 28),
    ValueKind.MONTHS: st.sets(st.integers(1, 12), min_size=1).map(sorted),
    ValueKind.WORKING_DAYS: WHOLE,
    ValueKind.CALENDAR_DAYS: WHOLE,
    ValueKind.SHARE: st.tuples(WHOLE, WHOLE).map(
        lambda pair: {"numerator": min(pair), "denominator": max(pair)}
    ),
    ValueKind.CHOICE: st.sampled_from(
        [{"code": "none"}, {"code": "commune_chair"}, {"code": "province_office", "body": "Sở thử"}]
    ),
    ValueKind.COUNT: st.integers(1, 10_000),
    ValueKind.FLAG: st.booleans(),
    ValueKind.TEXT: st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip()),
}  # fmt: skip

every_kind = pytest.mark.parametrize("kind", list(ValueKind))


def test_every_kind_is_tried() -> None:
    assert set(GOOD) == set(ValueKind) == set(BY_KIND)


@every_kind
@given(data=st.data())
def test_a_value_that_fits_is_read_said_and_kept_as_it_was(data: st.DataObject, kind: ValueKind) -> None:
    item, value = BY_KIND[kind], data.draw(GOOD[kind])

    typed = item.read(value)

    assert item.check(value) == item.check(value, DAY) == []
    assert item.read(typed) == item.read(plain(typed)) == typed
    assert say(item, typed).vi
    assert say(item, typed).en


@every_kind
@given(value=JSON)
def test_whatever_is_typed_in_is_either_read_or_explained(value: Any, kind: ValueKind) -> None:
    item = BY_KIND[kind]

    problems = item.check(value)

    if problems:
        assert all(problem.vi and problem.en for problem in problems)
    else:
        assert item.check(plain(item.read(value))) == []


@every_kind
@given(data=st.data())
def test_a_value_of_another_kind_is_refused(data: st.DataObject, kind: ValueKind) -> None:
    numbers = {ValueKind.DAY_OF_MONTH, ValueKind.WORKING_DAYS, ValueKind.CALENDAR_DAYS, ValueKind.COUNT}
    other = data.draw(st.sampled_from([item for item in ValueKind if item is not kind]))
    value = data.draw(GOOD[other])

    if {kind, other} <= numbers:
        return
    assert BY_KIND[kind].check(value)
    with pytest.raises(ProblemsError):
        BY_KIND[kind].read(value)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("day_of_year", {"month": 2, "day": 29}, "không phải năm nào cũng có ngày 29/02"),
        ("day_of_year", {"month": 4, "day": 31}, "không phải năm nào cũng có ngày 31/04"),
        ("day_of_year", {"month": 13, "day": 1}, "không được quá 12"),
        ("day_of_year", date(2026, 11, 15), "khóa: giá trị"),
        ("date_window", {"first": {"month": 9, "day": 1}, "last": {"month": 8, "day": 31}}, "31/08 trước khi bắt đầu"),
        ("day_of_month", 29, "không được quá 28"),
        ("months", [2, 2], "mỗi tháng một lần"),
        ("months", [3, 2], "theo thứ tự"),
        ("months", [], "ít nhất 1"),
        ("working_days", 0, "từ 1 trở lên"),
        ("working_days", True, "số nguyên"),
        ("working_days", 2.5, "số nguyên"),
        ("calendar_days", "15", "số nguyên"),
        ("share", {"numerator": 3, "denominator": 2}, "không được quá toàn bộ"),
        ("share", {"numerator": 1, "denominator": 0}, "từ 1 trở lên"),
        ("choice", {"code": "ministry"}, "chỉ được là một trong: district, none, commune_chair, province_office"),
        ("choice", {"code": "province_office", "body": " "}, "phải ghi tên cơ quan"),
        ("choice", {"code": "none", "body": "Sở thử"}, "không kèm tên cơ quan"),
        ("flag", 1, "true hoặc false"),
        ("text", " \n", "không được để trống"),
        ("text", "x" * 2001, "không được dài quá 2000 ký tự"),
    ],
)
def test_what_is_wrong_is_said(kind: str, value: Any, words: str) -> None:
    (problem,) = BY_KIND[ValueKind(kind)].check(value)

    assert words in problem.vi
    assert problem.en


@pytest.mark.parametrize(
    ("day", "allowed"),
    [(date(2025, 6, 30), {"district"}), (date(2025, 7, 1), {"none", "commune_chair", "province_office"})],
)
def test_choices_come_and_go(day: date, allowed: set[str]) -> None:
    item = PARAMETERS["higher_opinion_step"]
    bodies = {"province_office": "Sở thử"}

    open_now = {
        choice.code
        for choice in item.choices
        if not item.check(Pick(code=choice.code, body=bodies.get(choice.code, "")), day)
    }

    assert open_now == allowed


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("vote_min_share", {"numerator": 1, "denominator": 2}, True),
        ("vote_min_share", {"numerator": 2, "denominator": 3}, False),
        ("preliminary_report_before", {"month": 11, "day": 15}, True),
        ("preliminary_report_before", {"month": 10, "day": 25}, True),
        ("preliminary_report_before", {"month": 11, "day": 16}, False),
        ("periodic_window", {"first": {"month": 9, "day": 1}, "last": {"month": 12, "day": 5}}, True),
        ("periodic_window", {"first": {"month": 8, "day": 31}, "last": {"month": 12, "day": 5}}, False),
        ("periodic_window", {"first": {"month": 9, "day": 1}, "last": {"month": 12, "day": 15}}, False),
        ("posting_days", 5, True),
        ("quorum", {"numerator": 1, "denominator": 2}, True),
        ("quorum", {"numerator": 3, "denominator": 2}, False),
        ("higher_opinion_step", {"code": "commune_chair"}, True),
        ("higher_opinion_step", {"code": "district"}, False),
    ],
)
def test_what_a_province_may_set(key: str, value: Any, allowed: bool) -> None:
    assert (PARAMETERS[key].check_province(value, DAY) == []) is allowed


@given(DAYS)
def test_a_province_never_reports_after_the_legal_day(day: date) -> None:
    value = DayOfYear(month=day.month, day=day.day)

    problems = PARAMETERS["official_report_before"].check_province(value, DAY)

    assert bool(problems) is ((day.month, day.day) > (12, 20))


@given(st.integers(1, 50), st.integers(1, 50), st.integers(0, 500), st.integers(0, 500))
def test_a_share_is_reached_exactly(one: int, other: int, part: int, whole: int) -> None:
    share = Share(numerator=min(one, other), denominator=max(one, other))

    assert share.reached(part, whole) is (whole > 0 and part * share.denominator - whole * share.numerator >= 0)
    assert not share.reached(part, 0)


def test_days_in_a_year() -> None:
    window = DateWindow.model_validate({"first": {"month": 9, "day": 1}, "last": {"month": 12, "day": 14}})

    assert window.in_year(2026) == (date(2026, 9, 1), date(2026, 12, 14))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("periodic_window", "01/09 - 14/12"), ("regular_start_day", "ngày 15 hằng tháng"),
        ("regular_decision_days", "15 ngày"), ("posting_days", "3 ngày làm việc"), ("vote_min_share", "ít nhất 1/2"),
        ("monthly_report_months", "các tháng 2, 3, 4, 5, 6, 7, 8, 9"), ("official_report_before", "20/12"),
    ],
)  # fmt: skip
def test_values_in_words(key: str, words: str) -> None:
    value = PARAMETERS[key].value_on(DAY)

    assert value is not None
    assert say(PARAMETERS[key], value).vi == words


def test_a_named_office_is_said_with_its_choice() -> None:
    item = PARAMETERS["higher_opinion_step"]

    assert say(item, Pick(code="province_office", body="Sở thử")).vi == "cơ quan của tỉnh (ghi tên): Sở thử"


def changed(**parts: Any) -> Callable[[], Parameter]:
    content = PARAMETERS["posting_days"].model_dump() | parts
    return lambda: Parameter.model_validate(content)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (changed(defaults=[{"mark": "ours", "value": "ba"}]), "số nguyên"),
        (changed(defaults=[{"mark": "ours", "value": 3}, {"mark": "ours", "value": 4}]), "hai mặc định"),
        (changed(choices=[{"code": "a", "name": {"vi": "a", "en": "a"}}]), "`choices`"),
        (changed(province_may="set_earlier"), "`day_of_year`"),
        (changed(province_may="set_inside"), "`date_window`"),
        (changed(defaults=[{"mark": "missing", "value": 3, "ask": "qd_24_2021"}]), "missing"),
    ],
)  # fmt: skip
def test_a_parameter_that_does_not_hold_together_is_refused(make: Callable[[], Parameter], words: str) -> None:
    with pytest.raises(ValueError, match="validation error") as caught:
        make()

    said = [error["ctx"]["error"].problems[0] for error in caught.value.errors() if "error" in error.get("ctx", {})]
    assert any(words in problem.vi for problem in said)
