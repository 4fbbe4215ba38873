"""Refuse a built site that fetches anything from elsewhere: scripts, styles, fonts, pictures, frames.

`python scripts/check_site.py SITE`. Links that a reader clicks may lead outside; what a page loads may not.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

OUTSIDE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
LOADED_BY_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?\s*((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)
LOADING_LINKS = {"stylesheet", "icon", "preload", "preconnect", "prefetch", "manifest", "modulepreload"}


class Loads(HTMLParser):
    """Collects what a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of every loading element."""
        given = {name: value or "" for name, value in attrs}
        if tag in {"script", "img", "iframe", "source", "video", "audio", "embed"}:
            self.found.append(given.get("src", ""))
        if tag == "link" and LOADING_LINKS & set(given.get("rel", "").split()):
            self.found.append(given.get("href", ""))


def outside(site: Path) -> Iterator[str]:
    """`file: address` of everything loaded from elsewhere."""
    for path in sorted(site.rglob("*.html")):
        loads = Loads()
        loads.feed(path.read_text(encoding="utf-8"))
        yield from (f"{path}: {address}" for address in loads.found if OUTSIDE.match(address))
    for path in sorted(site.rglob("*.css")):
        yield from (f"{path}: {address}" for address in LOADED_BY_STYLE.findall(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    bad = list(outside(Path(sys.argv[1])))
    print("\n".join(bad))
    sys.exit(1 if bad else 0)
