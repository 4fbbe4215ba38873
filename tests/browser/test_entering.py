"""Typing a household and editing it: without the mouse, without a connection, twice, and two people at once."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.watching import WIDE, watched
from rasoat.web.accounts.models import User
from rasoat.web.register.models import Household
from web.site.makers import household
from web.site.places import Place

NEW = "/ho/moi/"


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """One page on the screen of an office."""
    with watched(browser, live_server.url, WIDE) as opened:
        yield opened


@pytest.fixture
def desk(page: Page, officer: User, sign_in: Callable[[User], None]) -> Page:
    """The page of an officer of the commune who has signed in."""
    sign_in(officer)
    return page


def test_a_whole_household_is_typed_without_the_mouse(desk: Page) -> None:
    desk.goto(NEW)
    _focus(desk, "village")
    for typed in ("T", "Bản Thử 1", ""):
        _type_and_go_on(desk, typed)
    for person in (
        ("Lò Thị Thử", "1", "2", "12/03/1980", "Thai", "001180000012", "", ""),
        ("Lò Văn Thử", "con", "nam", "2005", "Thái", "", "", ""),
    ):
        for typed in person:
            _type_and_go_on(desk, typed)
    desk.keyboard.press("Control+Enter")

    expect(desk.locator("#thong-bao .alert-success")).to_be_visible()
    home = Household.objects.get()
    assert home.village is not None
    assert [(row.full_name, row.relation, row.sex, row.birth_year) for row in home.members.order_by("number")] == [
        ("Lò Thị Thử", "head", 2, 1980), ("Lò Văn Thử", "child", 1, 2005),
    ]  # fmt: skip


def test_a_lost_connection_loses_nothing(desk: Page) -> None:
    desk.goto(NEW)
    desk.locator("[name=members-0-full_name]").fill("Lò Thị Thử")
    desk.locator("[name=present_address]").fill("Bản Thử 1")

    desk.context.set_offline(True)
    desk.get_by_role("button", name="Lưu hộ").click()

    expect(desk.locator("[data-offline]")).to_be_visible()
    expect(desk.locator("[name=members-0-full_name]")).to_have_value("Lò Thị Thử")
    desk.wait_for_timeout(600)
    desk.context.set_offline(False)
    desk.reload()
    expect(desk.get_by_text("Đã khôi phục bản nháp")).to_be_visible()
    expect(desk.locator("[name=members-0-full_name]")).to_have_value("Lò Thị Thử")
    desk.get_by_role("button", name="Lưu hộ").click()
    expect(desk.locator("#thong-bao .alert-success")).to_be_visible()
    desk.goto(NEW)
    expect(desk.locator("[name=members-0-full_name]")).to_have_value("")
    assert Household.objects.count() == 1


def test_a_form_sent_twice_makes_one_household(desk: Page) -> None:
    desk.goto(NEW)
    desk.locator("[name=members-0-full_name]").fill("Lò Thị Thử")
    form = desk.evaluate("() => [...new FormData(document.querySelector('form[data-keep]'))]")
    again = {name: value for name, value in form if isinstance(value, str)}

    desk.get_by_role("button", name="Lưu hộ").dblclick()
    expect(desk.locator("#thong-bao .alert-success")).to_be_visible()
    answer = desk.request.post(NEW, form=again, headers={"Referer": desk.url})

    assert answer.status == 200
    assert Household.objects.count() == 1


def test_two_people_editing_one_household_see_both_sides(desk: Page, place: Place) -> None:
    code = place.make(household).code
    other = desk.context.new_page()
    for opened in (desk, other):
        opened.goto(f"/ho/{code}/sua/")
    _change_address(desk, "Bản Thử 1")
    expect(desk.locator("#thong-bao .alert-success")).to_be_visible()

    with other.expect_response(lambda answer: answer.request.method == "POST") as sent:
        _change_address(other, "Bản Thử 2")

    assert sent.value.status == 409
    table = other.locator("table.compare")
    expect(table).to_contain_text("Bản Thử 1")
    expect(table).to_contain_text("Bản Thử 2")
    for choice in table.locator("input[type=radio][value=left]").all():
        choice.check()
    other.get_by_role("button", name="Lưu theo lựa chọn").click()
    expect(other.locator("#thong-bao .alert-success")).to_be_visible()
    assert Household.objects.get().present_address == "Bản Thử 2"


def test_faults_stand_beside_their_fields(desk: Page, axe: Callable[[], list[str]]) -> None:
    desk.goto(NEW)
    desk.locator("[name=members-0-full_name]").fill("Lò Thị Thử")
    desk.locator("[name=members-0-birth]").fill("31/02/1980")

    with desk.expect_response(lambda answer: answer.request.method == "POST"):
        desk.evaluate("document.querySelector('form[data-keep]').submit()")

    wrong = desk.locator("[name=members-0-birth]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_value("31/02/1980")
    assert axe() == []
    assert not Household.objects.exists()


def _focus(page: Page, name: str) -> None:
    page.locator("body").press("Tab")
    for _step in range(60):
        if page.evaluate("document.activeElement?.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached with the Tab key")


def _type_and_go_on(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def _change_address(page: Page, address: str) -> None:
    page.locator("[name=present_address]").fill(address)
    page.locator("[name=reason]").fill("chuyển nhà")
    page.locator("main form button.btn-primary").first.click()


def test_what_is_missing_is_said_in_the_language_of_the_page(desk: Page) -> None:
    """Browsers would say it in the language of the machine."""
    desk.goto("/khieu-nai/moi/")
    field = desk.locator("main [name=text]")

    desk.locator("main form button.btn-primary").first.click()

    assert field.evaluate("field => field.validationMessage") == "Ô này phải điền."
    field.fill("Nhà em sao không được xét")
    assert field.evaluate("field => field.validity.valid")
