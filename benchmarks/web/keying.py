"""Paper forms keyed in a real browser: Chromium against a served site, the code, then digits, form after form."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.results import Line

A_KEY = 0.6
"""Seconds that somebody takes for one key who looks at the paper first: about 100 keys a minute."""

WHO = "Rà soát viên"

A_FORM = 90
"""Seconds that one form may take."""

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True, slots=True)
class Keyed:
    """One form: seconds from the empty code field to the next one, and keys pressed."""

    seconds: float
    keys: int

    @property
    def by_person(self) -> float:
        """Seconds of somebody at the keyboard: the machine's and the keys'."""
        return self.seconds + self.keys * A_KEY


def key_forms(cases: Sequence[Any], officer: Any) -> list[Keyed]:
    """Key the forms of `cases`, signed in as `officer`, and see each one locked; AssertionError when one is not."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread
    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(base_url=address, locale="vi-VN")
        context.add_cookies([_cookie(officer, address)])
        page = context.new_page()
        page.goto("/ra-soat/nhap-phieu/")
        keyed = [_keyed(page, case, number) for number, case in enumerate(cases)]
        browser.close()
    return keyed


def keyed_lines(keyed: Sequence[Keyed]) -> list[Line]:
    """The figures of keyed forms: the machine's share, keys, and the slowest form of a person, held against 90 s."""
    if not keyed:
        return []
    return [
        Line("a form in Chromium, machine only, median", median(form.seconds for form in keyed), "s"),
        Line("a form in Chromium, machine only, slowest", max(form.seconds for form in keyed), "s"),
        Line("keys of a form, most", max(form.keys for form in keyed), "keys"),
        Line(f"a form with {A_KEY:g} s a key, slowest", max(form.by_person for form in keyed), "s", A_FORM),
    ]


def _keyed(page: Any, case: Any, number: int) -> Keyed:
    from playwright.sync_api import expect

    from rasoat.web.reviews.survey.sheet import sheet_of

    began = time.perf_counter()
    keys = open_form(page, case)
    for at, question in enumerate(sheet_of(case.round).household):
        keys += press(page, *typed(question, number + at))
    keys += press(page, "", "Control+Enter")
    page.wait_for_url("**/ra-soat/nhap-phieu/")
    expect(page.locator("#thong-bao .alert-success").first).to_be_visible()
    took = time.perf_counter() - began
    case.refresh_from_db()
    assert case.state == "locked", f"the form of case {case.pk} is {case.state}"
    return Keyed(took, keys)


def open_form(page: Any, case: Any) -> int:
    """The code; on the first form of a village also the day and who signed. Returns how many keys were pressed."""
    from playwright.sync_api import expect

    from rasoat.web.reviews.survey.codes import case_code

    keys = press(page, case_code(case.pk), "Enter")
    expect(page.locator("[data-next]").first).to_be_visible()
    if page.evaluate("document.activeElement.name") == "happened_on":
        keys += press(page, f"{case.round.starts_on:%d%m%Y}", "Enter", "Enter") + press(page, WHO, "Enter")
    return keys


def typed(question: Any, turn: int = 0) -> tuple[str, ...]:
    """What is typed for one question: a digit where the field goes on by itself, a number and Enter elsewhere.

    `turn` changes the answers that give points from form to form; the household lacks nothing, by its facts and by the
    ticks, so that no answer about it contradicts another.
    """
    if question.section in {"housing", "water", "information", "indicators"}:
        if question.yes_no:
            return ("0" if question.section == "indicators" else "1",)
        return ("1",) if question.choices is not None else ("90", "Enter")
    if question.yes_no:
        return (str(turn % 2),)
    if question.key == "causes":
        return ("1", "Enter")
    if question.choices is not None:
        number = str(1 + turn % len(question.choices.codes))
        return (number,) if len(question.choices.codes) < 10 else (number, "Enter")
    return (str(turn % 4), "Enter")


def press(page: Any, text: str, *more: str) -> int:
    """Type the text, then the keys; returns how many were pressed."""
    page.keyboard.type(text)
    for key in more:
        page.keyboard.press(key)
    return len(text) + len(more)


def _cookie(user: Any, address: str) -> Any:
    """A session of that person in which a second factor was shown."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from rasoat.web.accounts.strength import mark_strong

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    mark_strong(session, user)
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "url": address}


@contextmanager
def _served() -> Iterator[str]:
    """The web server of the present installation, one worker process; ended with its standard input."""
    from rasoat.web.site.preparing import collect_static

    collect_static()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "rasoat.web.site.web_process", "127.0.0.1", str(port), "1", "2"]
    process = subprocess.Popen(command, env=os.environ | {"RASOAT_BASE_URL": address}, stdin=subprocess.PIPE)
    try:
        _wait_for(port)
        yield address
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the site did not start")
