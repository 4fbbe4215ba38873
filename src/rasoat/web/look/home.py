"""The home page: boards with the work of a role, then cards of what a person can begin with. Apps register both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class HomeBoard:
    """What waits for a person, above the cards: a template, and what it shows as `board`.

    `make` runs on every visit with a bounded number of queries; None for people without such work.
    """

    template: str
    order: int
    make: Callable[[HttpRequest], Mapping[str, Any] | None]


_CARDS: list[HomeCard] = []
_BOARDS: list[HomeBoard] = []


def register_card(card: HomeCard) -> None:
    """Add a card; called from `AppConfig.ready`."""
    _CARDS.append(card)
    _CARDS.sort(key=lambda item: item.order)


def register_board(board: HomeBoard) -> None:
    """Add a board; called from `AppConfig.ready`. One that is there already is not added again."""
    if board not in _BOARDS:
        _BOARDS.append(board)
        _BOARDS.sort(key=lambda item: item.order)


def boards_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Boards of the person of this request, in order: `template` and what it shows."""
    made = ((board.template, board.make(request)) for board in _BOARDS)
    return [{"template": template, "board": told} for template, told in made if told is not None]


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
