"""Helpers of the tests of accounts."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.accounts.actions.set_up_totp import set_up_totp
from rasoat.web.accounts.models import User
from rasoat.web.accounts.showcase_accounts import code_now

PASSWORD = "mat-khau-thu-2026"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Rate limits and used codes do not leak from test to test."""
    cache.clear()


@pytest.fixture
def console(db: None) -> Acting:
    return installer()


@pytest.fixture
def with_totp(console: Acting) -> Callable[[User], User]:
    """Give somebody an authenticator application with a known secret."""

    def give(user: User) -> User:
        set_up_totp(console, user, SECRET)
        return user

    return give


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Sign in through the pages, as people do: password, then the code of this moment if asked."""

    def go(user: User, *, password: str = PASSWORD, code: str | None = None, client: Client | None = None) -> Client:
        browser = client or Client()
        answer = browser.post("/dang-nhap/", {"login": user.username, "password": password})
        if answer.status_code == 302 and answer["Location"] == "/dang-nhap/xac-thuc/":
            browser.post("/dang-nhap/xac-thuc/", {"code": code_now(SECRET) if code is None else code})
        return browser

    return go
