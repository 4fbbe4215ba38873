"""Buttons of the household's page that lead to other rooms: each room registers its own at start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from rasoat.web.accounts.acting import Acting
from rasoat.web.register.models import Household


@dataclass(frozen=True, slots=True)
class PageLink:
    """One button. `url_name` takes the household's code; `seen_by` decides from what is at hand, without a query."""

    label: "str | Promise"
    url_name: str
    icon: str
    seen_by: Callable[[Acting, Household], bool]


_LINKS: list[PageLink] = []


def register_link(link: PageLink) -> None:
    """Add a button; called from `AppConfig.ready`."""
    _LINKS.append(link)


def links_for(acting: Acting, home: Household) -> list[dict[str, object]]:
    """Label, url and icon of the buttons of this person."""
    return [
        {"label": link.label, "url": reverse(link.url_name, args=[home.code]), "icon": link.icon}
        for link in _LINKS
        if link.seen_by(acting, home)
    ]
