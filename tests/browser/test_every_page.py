"""Every page that an officer may open, at both widths: readable for everybody, no wider than the screen."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page

from rasoat.web.accounts.models import User
from web.site.address_book import BOOK
from web.site.places import Place

NOT_PAGES = {"account_logout", "set_language", "vault:file"}


def test_every_page(
    page: Page, place: Place, officer: User, sign_in: Callable[[User], None], axe: Callable[[], list[str]],
    fits: Callable[[], bool],
) -> None:  # fmt: skip
    sign_in(officer)
    faults: list[str] = []
    seen = 0

    for name, address in BOOK.items():
        if name in NOT_PAGES or name.startswith("api:"):
            continue
        url = reverse(name, kwargs=dict(address.arguments(place)))
        head = page.request.get(url)
        if head.status != 200 or not head.headers.get("content-type", "").startswith("text/html"):
            continue
        page.goto(url)
        seen += 1
        faults += axe()
        faults += [] if fits() else [f"{name} is wider than the screen"]

    assert faults == []
    assert seen >= 10
