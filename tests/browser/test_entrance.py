"""Getting in: the sign-in page and what comes first after it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rasoat.web.accounts.models import User

PASSWORD = "mat-khau-thu-2026"


def test_sign_in_page_is_fit_for_everybody(page: Page, axe: Callable[[], list[str]], fits: Callable[[], bool]) -> None:
    page.goto("/dang-nhap/")

    assert axe() == []
    assert fits()


def test_visitor_signs_in_by_keyboard_alone(page: Page, officer: User) -> None:
    officer.set_password(PASSWORD)
    officer.save()

    page.goto("/dang-nhap/")
    page.locator("input[name=login]").focus()
    page.keyboard.type(officer.username)
    page.locator("input[name=password]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).not_to_have_url("**/dang-nhap/**")
    expect(page.locator("h1")).to_be_visible()


def test_home_is_fit_for_everybody(
    page: Page, officer: User, sign_in: Callable[[User], None], axe: Callable[[], list[str]], fits: Callable[[], bool]
) -> None:
    sign_in(officer)

    page.goto("/")

    assert axe() == []
    assert fits()
