"""Keying paper forms: the code, then digits only, in well under 90 seconds a form."""

import time
from collections.abc import Callable, Iterator

import pytest
from benchmarks.web.keying import A_FORM, A_KEY, open_form, press, typed
from playwright.sync_api import Browser, Page, expect

from browser.watching import WIDE, watched
from rasoat.web.accounts.models import User
from rasoat.web.register.models import Household
from rasoat.web.reviews.forms.survey import OF_CHILDREN
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.answers import answers_of
from rasoat.web.reviews.survey.codes import case_code
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import standing_form
from web.review_making import make_case, make_round
from web.site.makers import household
from web.site.places import Place


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """One page on the screen of an office."""
    with watched(browser, live_server.url, WIDE) as opened:
        yield opened


@pytest.fixture
def case(place: Place) -> Case:
    home = place.make(household)
    Household.objects.filter(pk=home.pk).update(region_code="NT1")
    home.refresh_from_db()
    return make_case(make_round(place.province, [place.commune]), home)


def test_a_paper_form_takes_less_than_ninety_seconds(
    page: Page, officer: User, sign_in: Callable[[User], None], case: Case
) -> None:
    sign_in(officer)
    began, keys = time.monotonic(), 0
    page.goto("/ra-soat/nhap-phieu/")
    keys += open_form(page, case)
    for question in sheet_of(case.round).household:
        keys += press(page, *typed(question))
    keys += press(page, "", "Control+Enter")
    expect(page.locator("#thong-bao .alert-success").first).to_be_visible()
    worked = time.monotonic() - began

    case.refresh_from_db()
    assert case.state == "locked"
    assert page.url.endswith("/ra-soat/nhap-phieu/")
    assert worked + keys * A_KEY < A_FORM


def test_members_are_keyed_by_digits_after_the_household(
    page: Page, officer: User, sign_in: Callable[[User], None], case: Case
) -> None:
    sign_in(officer)
    began, keys = time.monotonic(), 0
    page.goto("/ra-soat/nhap-phieu/")
    keys += open_form(page, case)
    sheet = sheet_of(case.round)
    for question in sheet.household:
        keys += press(page, *typed(question))
    for question in sheet.members:
        if question.item.code not in OF_CHILDREN:
            keys += press(page, *typed(question))
    keys += press(page, "", "Control+Enter")
    expect(page.locator("#thong-bao .alert-success").first).to_be_visible()
    worked = time.monotonic() - began

    form = standing_form(case)
    assert form is not None
    (member,) = answers_of(form).members
    assert member["has_health_insurance"] is False
    assert worked + keys * A_KEY < A_FORM


def test_what_stands_in_the_first_field_is_typed_over(
    page: Page, officer: User, sign_in: Callable[[User], None], case: Case
) -> None:
    sign_in(officer)
    page.goto("/ra-soat/nhap-phieu/")
    press(page, case_code(case.pk), "Enter")
    expect(page.locator("[data-next]").first).to_be_visible()
    first, second = page.locator("[data-next]").nth(0), page.locator("[data-next]").nth(1)
    first.fill("2")
    second.focus()

    first.focus()
    press(page, "1")

    expect(first).to_have_value("1")
    expect(second).to_be_focused()


def test_contradictions_are_told_on_the_form_and_locked_by_their_own_button(
    page: Page, officer: User, sign_in: Callable[[User], None], case: Case
) -> None:
    sign_in(officer)
    page.goto("/ra-soat/nhap-phieu/")
    open_form(page, case)
    for question in sheet_of(case.round).household:
        press(page, *(("1",) if question.key == "water" else typed(question)))
    press(page, "", "Control+Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    expect(page.locator("#id_q-water")).to_have_value("1")
    page.get_by_role("button", name="Khóa dù vậy").click()
    expect(page.get_by_label("Mã trên phiếu")).to_be_focused()

    case.refresh_from_db()
    form = standing_form(case)
    assert (case.state, form is not None and form.number) == ("locked", 1)
