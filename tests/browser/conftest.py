"""Pages in a real browser: the system's Chromium, two widths, every error of the page's scripts a failure."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from browser.watching import NARROW, WIDE, watched
from rasoat.web.accounts.models import User
from rasoat.web.vault.keyring import new_ring, write_ring
from web.site.places import Place, make_place, person

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in the thread of the test
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(autouse=True)
def own_keys_and_files(tmp_path: Path, settings) -> None:
    """Every test has its own key ring and files."""
    settings.KEYS_PATH = tmp_path / "keys.json"
    settings.FILES_ROOT = tmp_path / "files"
    settings.DATA_ROOT = tmp_path
    write_ring(settings.KEYS_PATH, new_ring())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a test process. Its absence is a failure, never a skip."""
    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=[NARROW, WIDE], ids=["360", "1440"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server) -> Iterator[Page]:
    """A page at 360 and at 1440 px, watched for errors."""
    with watched(browser, live_server.url, request.param) as opened:
        yield opened


@pytest.fixture
def place(transactional_db: None) -> Place:
    """A province with one commune and one village."""
    return make_place("DT")


@pytest.fixture
def officer(place: Place) -> User:
    """An officer of the commune, who needs no second factor."""
    return place.make(person)


@pytest.fixture
def sign_in(page: Page, live_server, client) -> Callable[[User], None]:
    """`sign_in(user)`: the page goes on as that person, with a second factor shown."""
    from rasoat.web.accounts.strength import mark_strong

    def enter(user: User) -> None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        mark_strong(session, user)
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]

    return enter


@pytest.fixture
def axe(page: Page) -> Callable[[], list[str]]:
    """`axe()`: what is wrong with the present page under WCAG 2.2 A and AA, one line a fault."""

    def check() -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
        return [
            f"{page.url}: {fault['id']}: {fault['help']}: {node['html'][:160]}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return check


@pytest.fixture
def fits(page: Page) -> Callable[[], bool]:
    """`fits()`: the page does not have to be moved sideways."""
    return lambda: bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
