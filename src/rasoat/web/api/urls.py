"""Addresses of the API: version 1."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.api.version_1 import api

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
