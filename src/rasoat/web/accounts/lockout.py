"""What people see when too many sign-ins failed."""

from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rasoat.web.accounts.models import User


def locked_page(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:  # noqa: ARG001
    """The page of a lock-out (status 429). The same for names that exist and names that do not."""
    pause: timedelta = settings.AXES_COOLOFF_TIME
    return render(request, "accounts/locked.html", {"minutes": int(pause.total_seconds() // 60)}, status=429)


def is_locked(request: HttpRequest, user: User) -> bool:
    """Whether this person is locked out at this address; counts wrong passwords and wrong second factors together."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.username})


def username_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name under which failures are counted: lower case, as names are kept, whichever way it was typed."""
    given = credentials.get("username") if credentials else request.POST.get("login")
    return str(given or "").strip().lower()[:150]
