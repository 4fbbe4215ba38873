"""Addresses of the API: version 1. Whatever the framework itself refuses is a problem document too."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt

from rasoat.web.api.problems import problem
from rasoat.web.api.version_1 import api

View = Callable[..., HttpResponse]


def _with_problems(view: View) -> View:
    """The view, which answers a method it does not take with a problem."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        told = problem(request, HTTPStatus.METHOD_NOT_ALLOWED)
        told["Allow"] = answer["Allow"]
        return told

    return guarded


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    """Any other address below the API."""
    return problem(request, HTTPStatus.NOT_FOUND)


_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = _with_problems(cast("View", _pattern.callback))

urlpatterns: list[URLPattern | URLResolver] = [
    path("", (_patterns, _app, _namespace)),
    path("<path:rest>", nothing_here, name="api_nothing"),
]
