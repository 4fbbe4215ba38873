"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from rasoat.web.look.navigation import entries_for
from rasoat.web.look.person import person_line

SEARCH = ("register:find", "register:suggest", "household.view")
"""Where the search box of the header posts, where it gets suggestions, what a person must be able to do to have it.

It posts, so that an identity number typed there never stands in an address or a log.
"""


def look(request: HttpRequest) -> dict[str, Any]:
    """Navigation of the person, the own line (`me`), the search box, and whether this is a demo.

    A request that failed before anybody knew who acts (a broken address, a refused host) has only the last.
    """
    if not hasattr(request, "acting"):
        return {"navigation": [], "me": None, "demo_site": settings.DEMO}
    return {
        "navigation": entries_for(request),
        "me": person_line(request),
        "demo_site": settings.DEMO,
        **_search(request),
    }


def _search(request: HttpRequest) -> dict[str, str]:
    """Addresses of the search box; none for people who may see no household."""
    posted, suggested, capability = SEARCH
    if not request.acting.policy.may(capability):  # type: ignore[attr-defined]
        return {}
    return {"search_url": reverse(posted), "suggest_url": reverse(suggested)}
