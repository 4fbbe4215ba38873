"""What a browser, a shared office machine or a proxy may keep of the site's answers: nothing, unless a view says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PAGES = "private, no-store"
API = "private, no-cache"
"""Programs may keep an answer for its ETag, and must ask whether it still holds."""


class NothingKeptMiddleware:
    """Sets `Cache-Control` where a view has not. Stands behind WhiteNoise: static files keep their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = API if request.path.startswith("/api/") else PAGES
        return response
