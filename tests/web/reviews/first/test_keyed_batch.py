"""A batch of paper forms: on behalf from the start, no day but the one typed, and who signed carried over."""

import re
from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.writing import standing_form
from web.review_making import make_case
from web.reviews.first.test_first_pages import desk, digits  # noqa: F401  # the fixture of the pages

SIGNED = {"on_behalf": "on", "acted": "Cầm Văn Thử, trưởng thôn"}


def value_of(page: str, name: str) -> str:
    """What a field of the page starts with."""
    (tag,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    return next(iter(re.findall(r'value="([^"]*)"', tag)), "")


@pytest.fixture
def cases(open_round, family, villages) -> list[Case]:
    homes = [family(f"Hộ {at}", region_code="NT1") for at in range(2)]
    return [make_case(open_round, home) for home in [*homes, family("Hộ Xa", region_code="NT1", village=villages[1])]]


def keying(case: Case) -> str:
    return reverse("reviews:keying_form", args=[case.public_id])


def test_the_first_form_is_on_behalf_and_its_day_must_be_typed(desk, cases):  # noqa: F811
    page = desk.get(keying(cases[0])).content.decode()
    assert (value_of(page, "happened_on"), value_of(page, "acted")) == ("", "")
    assert re.search(r'<input[^>]*name="on_behalf"[^>]* checked', page)
    assert re.search(r'<input[^>]*name="happened_on"[^>]*data-focus-me', page)
    assert page.index('name="happened_on"') < page.index('name="q-')
    answer = desk.post(keying(cases[0]), digits(cases[0]) | SIGNED | {"happened_on": ""})
    assert answer.status_code == 422


def test_the_next_form_of_the_village_keeps_day_and_name(desk, cases):  # noqa: F811
    desk.post(keying(cases[0]), digits(cases[0]) | SIGNED | {"happened_on": "20092026"})
    form = standing_form(cases[0])
    assert form is not None
    assert (form.happened_on, form.on_behalf, form.acted) == (date(2026, 9, 20), True, SIGNED["acted"])
    page = desk.get(keying(cases[1])).content.decode()
    assert (value_of(page, "happened_on"), value_of(page, "acted")) == ("20/09/2026", SIGNED["acted"])
    assert page.count('data-focus-me=""') == 1
    assert re.search(r'<input[^>]*name="q-[^>]*data-focus-me', page)


def test_another_village_asks_for_its_own_day(desk, cases):  # noqa: F811
    desk.post(keying(cases[0]), digits(cases[0]) | SIGNED)
    page = desk.get(keying(cases[2])).content.decode()
    assert (value_of(page, "happened_on"), value_of(page, "acted")) == ("", "")


def test_the_reviewer_of_the_case_stands_as_who_acted(desk, cases):  # noqa: F811
    Case.objects.filter(pk=cases[1].pk).update(reviewer_name="Cầm Thị Một, giáo viên")
    desk.post(keying(cases[0]), digits(cases[0]) | SIGNED)
    page = desk.get(keying(cases[1])).content.decode()
    assert value_of(page, "acted") == "Cầm Thị Một, giáo viên"


def test_the_page_of_a_reviewer_on_the_spot_keeps_today(desk, cases, acting_for, communes):  # noqa: F811
    page = desk.get(reverse("reviews:form", args=[cases[0].public_id])).content.decode()
    today = acting_for("commune_officer", communes[0]).today()
    assert value_of(page, "happened_on") == f"{today:%d/%m/%Y}"
    assert not re.search(r'<input[^>]*name="on_behalf"[^>]* checked', page)
