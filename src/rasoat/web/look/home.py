"""Cards of the home page: each app registers what a person can begin with."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from rasoat.web.look.navigation import entries_for


@dataclass(frozen=True, slots=True)
class HomeCard:
    """One card: what it is called, one sentence of what it is for, where it leads, and who sees it.

    `figure` may give a short figure or state for this person ("3 việc chờ"); it runs on every visit: keep it cheap.
    """

    title: "str | Promise"
    text: "str | Promise"
    url_name: str
    icon: str
    order: int
    seen_by: Callable[[HttpRequest], bool]
    figure: Callable[[HttpRequest], "str | Promise"] | None = None


_CARDS: list[HomeCard] = []


def register_card(card: HomeCard) -> None:
    """Add a card; called from `AppConfig.ready`."""
    _CARDS.append(card)
    _CARDS.sort(key=lambda item: item.order)


def cards_for(request: HttpRequest) -> list[dict[str, object]]:
    """Cards of the person of this request (title, text, url, icon, figure), and what the navigation has besides."""
    cards: list[dict[str, object]] = [
        {
            "title": card.title,
            "text": card.text,
            "url": reverse(card.url_name),
            "icon": card.icon,
            "figure": card.figure(request) if card.figure else "",
        }
        for card in _CARDS
        if card.seen_by(request)
    ]
    covered = {card["url"] for card in cards}
    return cards + [
        {"title": entry["label"], "text": entry["text"], "url": entry["url"], "icon": entry["icon"], "figure": ""}
        for entry in entries_for(request)
        if entry["url"] not in covered
    ]
