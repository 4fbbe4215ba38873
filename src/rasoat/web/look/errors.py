"""Pages for requests that went wrong: each says what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """The form was too old or came from elsewhere (`reason`: Django's own words, for the log alone)."""
    return render(request, "look/csrf.html", status=403)
