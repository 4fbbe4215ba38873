"""Navigation: each app registers its entries at start; a person sees those that the policy lets through."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One entry: a lazy Vietnamese label, the name of its address, an icon, its order, who sees it.

    `text`: what it is for.
    """

    label: "str | Promise"
    url_name: str
    icon: str
    order: int
    seen_by: Callable[[HttpRequest], bool]
    text: "str | Promise" = ""


_ENTRIES: list[NavigationEntry] = []


def register_entry(entry: NavigationEntry) -> None:
    """Add an entry; called from `AppConfig.ready`."""
    _ENTRIES.append(entry)
    _ENTRIES.sort(key=lambda item: item.order)


_address = cache(reverse)
"""Addresses of entries take no arguments and never change while a process runs."""


def entries_for(request: HttpRequest) -> list[dict[str, object]]:
    """Entries of the person of this request: label, url, icon, text, whether current (the closest one only)."""
    seen = [(item, _address(item.url_name)) for item in _ENTRIES if item.seen_by(request)]
    around = [url for _item, url in seen if url != "/" and request.path.startswith(url)]
    current = max(around, key=len, default=None)
    return [
        {"label": item.label, "url": url, "icon": item.icon, "text": item.text, "current": url == current}
        for item, url in seen
    ]
