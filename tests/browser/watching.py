"""A page that is watched: errors of scripts, missing files and breaches of the content policy fail the test."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page

NARROW, WIDE = (360, 740), (1440, 900)
REFUSALS = (409, 422)
"""Answers to a form that is not in order; Chromium writes a line about them, too."""


@contextmanager
def watched(browser: Browser, address: str, size: tuple[int, int]) -> Iterator[Page]:
    """A page of its own at one size (width, height in pixels); AssertionError at its end for whatever was said."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="vi-VN", base_url=address,
        timezone_id="Asia/Ho_Chi_Minh",
    )  # fmt: skip
    said: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        answered = any(f"status of {status}" in line.text for status in REFUSALS)
        if line.type == "error" and not answered and not line.location.get("url", "").endswith("/favicon.ico"):
            said.append(f"console: {line.text} {line.location}")

    context.on("weberror", lambda error: said.append(f"script: {error.error}"))
    context.on("console", hear)
    yield context.new_page()
    context.close()
    assert said == []
