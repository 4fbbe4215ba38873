"""One officer at work, for locust: lists, searches, opens a household, saves one; thinks ten seconds between.

Only locust and the standard library: it runs in an environment of its own. The plan comes in `RASOAT_LOAD_PLAN`.
"""

import itertools
import json
import os
import random
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from locust import FastHttpUser, task

PLAN = json.loads(Path(os.environ["RASOAT_LOAD_PLAN"]).read_text(encoding="utf-8"))
NUMBER = itertools.count()
THINK = float(os.environ.get("RASOAT_LOAD_THINK", "10"))


class Form(HTMLParser):
    """The fields of the form of the page that posts to the page itself, as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._inside = False
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        """Collect what is filled in."""
        values = {key: value or "" for key, value in given}
        name = values.get("name", "")
        if tag == "form":
            self._inside = values.get("method", "").lower() == "post" and values.get("action", "") in {"", "."}
        elif not self._inside:
            return
        elif tag == "input" and name and values.get("type") not in {"file", "submit", "button"}:
            if values.get("type") not in {"checkbox", "radio"} or "checked" in values:
                self.fields[name] = values.get("value", "")
        elif tag == "select":
            self._select = name
            self.fields.setdefault(name, "")
        elif tag == "option" and self._select and "selected" in values:
            self.fields[self._select] = values.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        """Leave a field or the form."""
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Text of a text area."""
        if self._area:
            self.fields[self._area] += data


class Officer(FastHttpUser):
    """One officer of one commune. Failures are statuses other than expected, and pages without what was asked for."""

    def wait_time(self) -> float:
        """Seconds until the next page: exponential."""
        return random.expovariate(1 / THINK) if THINK else 0.0

    def on_start(self) -> None:
        """Take one signed-in person of the plan."""
        self.mine: dict[str, Any] = PLAN[next(NUMBER) % len(PLAN)]
        self.client.client.cookiejar.clear()
        self.cookie = f"sessionid={self.mine['session']}"

    def _get(self, path: str, name: str) -> str:
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip"}
        with self.client.get(path, name=name, headers=headers, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
            return answer.text or ""

    @task(3)
    def list_households(self) -> None:
        """The list of the own commune."""
        self._get(f"/ho/?xa={self.mine['commune']}", "list")

    @task(3)
    def search(self) -> None:
        """A search by parts of a name."""
        from urllib.parse import quote

        typed = quote(random.choice(self.mine["searches"]))
        self._get(f"/ho/?q={typed}&xa={self.mine['commune']}", "search")

    @task(3)
    def household(self) -> None:
        """The page of one household."""
        self._get(f"/ho/{random.choice(self.mine['codes'])}/", "household")

    @task(1)
    def save(self) -> None:
        """Open the form of a household, think, change its address, save."""
        path = f"/ho/{random.choice(self.mine['codes'])}/sua/"
        fields = Form(self._get(path, "form")).fields
        token = fields.get("csrfmiddlewaretoken", "")
        fields["present_address"] = f"Số {random.randint(1, 9999)}"
        headers = {
            "Cookie": f"{self.cookie}; csrftoken={self._secret()}", "Referer": self.host or "",
            "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token,
        }  # fmt: skip
        with self.client.post(
            path, data=fields, name="save", headers=headers, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 302:
                answer.failure(f"status {answer.status_code}")

    def _secret(self) -> str:
        found = [item.value for item in self.client.client.cookiejar if item.name == "csrftoken"]
        return str(found[-1]) if found else ""
