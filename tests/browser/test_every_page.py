"""Every page that a role may open, at both widths: readable for everybody, no wider than the screen, light to load."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Response, ViewportSize

from browser.watching import NARROW, WIDE, watched
from rasoat.web.accounts.models import User
from web.site.address_book import BOOK
from web.site.places import Place, person

NOT_PAGES = {"account_logout", "set_language", "vault:file", "accounts:units", "register:suggest"}
"""Doors, files, and parts that htmx puts into a page."""

LIGHT = 100_000
"""First load of a page without its fonts, compressed, in bytes."""

ROLES = ("commune_officer", "auditor", "technical_admin", "province_admin")


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """One page, whose width the test changes."""
    with watched(browser, live_server.url, WIDE) as opened:
        yield opened


@pytest.mark.parametrize("role", ROLES)
def test_every_page(
    page: Page, place: Place, sign_in: Callable[[User], None], axe: Callable[[], list[str]], fits: Callable[[], bool],
    role: str,
) -> None:  # fmt: skip
    sign_in(place.make(person) if role == "commune_officer" else person(place, role))
    faults: list[str] = []
    seen = 0

    for name, url in _pages(place):
        head = page.request.get(url)
        if head.status != 200 or "<html" not in head.text()[:500]:  # files, and parts of pages
            continue
        seen += 1
        page.set_viewport_size(_size(WIDE))
        page.goto(url)
        for width, height in (WIDE, NARROW):
            page.set_viewport_size(_size((width, height)))
            faults += [f"{width}: {fault}" for fault in axe()]
            faults += [] if fits() else [f"{name} is wider than {width}"]

    assert faults == []
    assert seen >= 10


def test_pages_are_light(page: Page, place: Place, officer: User, sign_in: Callable[[User], None]) -> None:
    sign_in(officer)
    parts: dict[str, int] = {}
    page.on("response", lambda answer: parts.update(_weight(answer)))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    common = sum(size for address, size in parts.items() if "/static/" in address)

    heavy = {}
    for name, url in _pages(place):
        answer = page.request.get(url)
        own = len(gzip.compress(answer.body())) if answer.status == 200 else 0
        if common + own >= LIGHT:
            heavy[name] = common + own

    assert common > 0
    assert heavy == {}


def _size(size: tuple[int, int]) -> ViewportSize:
    return {"width": size[0], "height": size[1]}


def _pages(place: Place) -> Iterator[tuple[str, str]]:
    for name, address in BOOK.items():
        if name not in NOT_PAGES and not name.startswith("api:"):
            yield name, reverse(name, kwargs=dict(address.arguments(place)))


def _weight(answer: Response) -> dict[str, int]:
    if answer.request.resource_type == "font" or answer.status != 200:
        return {}
    return {answer.url: len(gzip.compress(answer.body()))}
