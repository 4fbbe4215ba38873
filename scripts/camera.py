"""A small demonstration of the site, and a person in front of it who keeps what is seen as pictures."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

PASSWORD = "xin-moi-xem-thu"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=vi"]
SIZES = {"rong": (1440, 900), "hep": (360, 740)}
MOST_BYTES = 120_000
COLOURS = (96, 64, 40, 24)


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """The address of a small demonstration that runs until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [Path(sys.executable).with_name("rasoat"), "demo", "--out", folder / "demo", "--scale", "0.12",
               "--port", str(port), "--no-pdf"]  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _second in range(600):
            if running.poll() is not None:
                raise SystemExit("The demonstration did not start.")
            try:
                urllib.request.urlopen(f"{address}/dang-nhap/", timeout=5).close()
                break
            except OSError:
                time.sleep(1)
        yield address
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(30)


class Camera:
    """One person at a time in front of a page; `shoot` keeps what is seen."""

    def __init__(self, browser: Browser, address: str, directory: Path) -> None:
        self.browser, self.address, self.directory = browser, address, directory
        self.page: Page = self._page()

    def _page(self) -> Page:
        width, height = SIZES["rong"]
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": height}, locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )  # fmt: skip
        return context.new_page()

    def enter(self, name: str) -> Page:
        """Sign in as a demo account, with the code that the page of a demonstration shows."""
        self.page.context.close()
        self.page = self._page()
        self.page.goto("/dang-nhap/")
        self.page.fill("input[name=login]", f"demo.{name}")
        self.page.fill("input[name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        if "/xac-thuc/" in self.page.url:
            self.page.fill("input[name=code]", self.page.locator("form code").first.inner_text())
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        return self.page

    def shoot(self, name: str, *, size: str = "rong", height: int = 0) -> None:
        """Keep the page as it stands; `height`: how much of it, in pixels, instead of one screen."""
        width, screen = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height or screen})
        self.page.evaluate("scrollTo(0, 0)")
        self.page.wait_for_timeout(300)
        shot = Image.open(BytesIO(self.page.screenshot())).convert("RGB")
        for colours in COLOURS:
            out = BytesIO()
            shot.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            if out.tell() <= MOST_BYTES:
                break
        (self.directory / f"{name}.png").write_bytes(out.getvalue())
        self.page.set_viewport_size(dict(zip(("width", "height"), SIZES["rong"], strict=True)))  # type: ignore[arg-type]
