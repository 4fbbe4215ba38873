"""Tags and filters of every template."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.look.badges import CLASSES, UNKNOWN
from rasoat.web.look.templatetags.look import bare_label, class_badge, date_vi, icon, number, unit_name


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_number_is_grouped_by_dots_and_nothing_is_lost(value: int) -> None:
    with translation.override("vi"):
        shown = number(value)

    assert int(shown.replace(".", "")) == value
    assert all(len(group) == 3 for group in shown.lstrip("-").split(".")[1:])


@pytest.mark.parametrize(
    ("value", "places", "vi", "en"),
    [
        (1234, None, "1.234", "1,234"),
        (8.441, 2, "8,44", "8.44"),
        (6.419, 2, "6,42", "6.42"),
        (0.125, 2, "0,13", "0.13"),
        (-0.125, 2, "-0,13", "-0.13"),
        ("2.5", 0, "3", "3"),
        (1234, 1, "1.234,0", "1,234.0"),
        (None, None, "–", "–"),
        ("", 1, "–", "–"),
        (0, None, "0", "0"),
    ],
)
def test_number_follows_the_language(value: object, places: int | None, vi: str, en: str) -> None:
    with translation.override("vi"):
        assert number(value, places) == vi
    with translation.override("en"):
        assert number(value, places) == en


def test_plain_numbers_in_templates_are_not_grouped_because_years_and_ids_are_numbers() -> None:
    shown = Template("{{ year }} {{ id }}").render(Context({"year": 2026, "id": 1234567}))

    assert shown == "2026 1234567"


@given(st.dates())
def test_date_vi_reads_back(value: date) -> None:
    day, month, year = date_vi(value).split("/")

    assert date(int(year), int(month), int(day)) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 12, 5), "05/12/2026"),
        (datetime(2026, 12, 4, 18, 30, tzinfo=UTC), "01:30 05/12/2026"),
        (1978, "1978"),
        (None, "–"),
        ("", "–"),
    ],
)
def test_date_vi_shows_days_moments_years_and_nothing(value: object, shown: str) -> None:
    assert date_vi(value) == shown


@pytest.mark.parametrize("household_class", [*CLASSES, "", None, "something-new"])
def test_a_class_is_told_by_words_and_a_drawing(household_class: str | None) -> None:
    badge = CLASSES.get(household_class or "", UNKNOWN)

    html = class_badge(household_class)

    assert str(badge.label) in html
    assert f"#{badge.icon}" in html
    assert f"mark-{badge.tone}" in html


def test_classes_differ_in_words_and_in_drawing() -> None:
    badges = [*CLASSES.values(), UNKNOWN]

    assert len({str(badge.label) for badge in badges}) == len({badge.icon for badge in badges}) == len(badges)


def test_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in icon("house")
    assert 'role="img" aria-label="Hộ &lt;nghèo&gt;"' in icon("house", "Hộ <nghèo>")


def test_query_changes_one_parameter_and_keeps_the_others() -> None:
    request = RequestFactory().get("/ho/?q=l%C3%B2&thon=1&trang=3")
    template = Template("{% load look %}{% query trang=4 thon=None %}")

    shown = template.render(RequestContext(request))

    assert shown == "?q=l%C3%B2&amp;trang=4"


def test_unit_name_of_no_unit_is_the_nation() -> None:
    assert unit_name(None) == "Cả nước"


def test_labels_lose_their_colon_and_stay_escaped() -> None:
    assert bare_label("Họ và tên:") == "Họ và tên"
    assert bare_label("<b>:") == "&lt;b&gt;"
