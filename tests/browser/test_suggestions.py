"""The search box of the header: suggestions by keyboard and mouse, read out, and none for identity numbers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from rasoat.web.accounts.models import User
from web.site.makers import NUMBER, household
from web.site.places import Place

PANEL = "[data-suggest-panel]"


@pytest.fixture
def box(page: Page, place: Place, officer: User, sign_in: Callable[[User], None]) -> Page:
    """A page of an officer whose commune has one household."""
    place.make(household)
    sign_in(officer)
    page.goto("/")
    return page


def test_a_household_is_reached_by_keys_alone(box: Page, place: Place, axe: Callable[[], list[str]]) -> None:
    field = box.locator("#tim-chung")
    field.press_sequentially("thu lo")
    expect(box.locator(f"{PANEL} [role=option]")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(box.locator("[data-suggest-status]")).to_contain_text("1 gợi ý")

    field.press("ArrowDown")

    expect(field).to_have_attribute("aria-activedescendant", "goi-y-1")
    expect(box.locator("#goi-y-1")).to_have_attribute("aria-selected", "true")
    assert axe() == []
    field.press("Enter")
    box.wait_for_url(f"**/ho/{place.make(household).code}/")


def test_escape_closes_and_keeps_what_was_typed(box: Page) -> None:
    field = box.locator("#tim-chung")
    field.press_sequentially("thu")
    expect(box.locator(PANEL)).to_be_visible()

    field.press("Escape")

    expect(box.locator(PANEL)).to_be_hidden()
    expect(field).to_have_value("thu")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    box.wait_for_url("**/ho/?q=thu")


def test_a_suggestion_is_clicked(box: Page, place: Place) -> None:
    box.locator("#tim-chung").press_sequentially("thu")

    box.locator("#goi-y-1").click()

    box.wait_for_url(f"**/ho/{place.make(household).code}/")


def test_a_number_is_never_sent_while_typed(box: Page) -> None:
    asked: list[Request] = []
    box.on("request", lambda request: asked.append(request))

    box.locator("#tim-chung").press_sequentially(NUMBER)

    expect(box.locator(PANEL)).to_contain_text("Bấm Enter để tìm theo số định danh")
    box.wait_for_timeout(500)
    assert [request.url for request in asked if NUMBER[:7] in request.url] == []
    box.locator("#tim-chung").press("Enter")
    expect(box.locator("#ket-qua tbody th")).to_contain_text("Lò Thị Thử")


def test_without_script_the_box_is_a_plain_form(
    browser: Browser, live_server, place: Place, officer: User, client
) -> None:
    code = place.make(household).code
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": "sessionid", "value": client.session.session_key, "url": live_server.url}
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies([cookie])  # type: ignore[list-item]
    plain = context.new_page()
    plain.goto("/")

    plain.locator("#tim-chung").fill("thu lo")
    plain.locator("#tim-chung").press("Enter")

    expect(plain.locator("#ket-qua tbody")).to_contain_text(code)
    context.close()
