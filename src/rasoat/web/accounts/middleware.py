"""Puts an `Acting` on every request, and keeps people at the entrance until they have done what comes first."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting, acting_as, nobody
from rasoat.web.accounts.models import User
from rasoat.web.accounts.strength import is_strong
from rasoat.web.accounts.views_base import acting_of

AT_THE_ENTRANCE = frozenset(
    {
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "set_language",
        "accounts:accept",
        "accounts:password",
    }
)
"""Addresses that everybody may use, even before a forced change of the password."""

FOR_THE_SECOND_FACTOR = AT_THE_ENTRANCE | {
    "accounts:factors",
    "accounts:totp",
    "accounts:passkey",
    "accounts:codes",
    "accounts:remove_factor",
}
"""Addresses that somebody may use who must set up a second factor first."""


class ActingMiddleware:
    """`request.acting`: who acts, with roles read from the database at first use only.

    Pages are in the language that the person keeps, whatever this browser was set to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: _acting(request))  # type: ignore[attr-defined]
        if request.user.is_authenticated and request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class EntranceMiddleware:
    """First a forced change of the password, then the second factor for those who decide; only then the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:  # noqa: ARG002
        """Lead to the page that comes first, if any. Asks the database for the roles of weak sign-ins only."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in AT_THE_ENTRANCE or not request.user.is_authenticated:
            return None
        if request.user.must_change_password:
            return _lead(request, "accounts:password", _("Hãy đổi mật khẩu trước khi làm việc."))
        if name in FOR_THE_SECOND_FACTOR or is_strong(request.session, request.user):
            return None
        if acting_of(request).policy.withheld:
            return _lead(request, "accounts:factors", _("Hãy đặt xác thực hai lớp trước khi làm việc."))
        return None


def _acting(request: HttpRequest) -> Acting:
    address = request.META.get("REMOTE_ADDR", "")
    user = get_user(request)
    if isinstance(user, User):
        return acting_as(user, "web", address=address, strong=is_strong(request.session, user))
    return nobody(address=address)


def _lead(request: HttpRequest, name: str, why: str) -> HttpResponse:
    """Lead to a page of the entrance: by redirect, by htmx header, or with a problem document for programs."""
    if request.path.startswith("/api/"):
        return JsonResponse(
            {
                "type": "about:blank", "title": why, "status": 403, "detail": why, "code": "entrance_first",
                "instance": request.path, "request_id": str(acting_of(request).request_id),
            },
            status=403, content_type="application/problem+json",
        )  # fmt: skip
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(name)})
    return redirect(name)
