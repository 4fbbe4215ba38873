"""Addresses of the list; they stand before `<code>/`."""

from django.urls import URLPattern, path

from rasoat.web.register.views import listing

urlpatterns: list[URLPattern] = [
    path("", listing.list_households, name="list"),
    path("tim/", listing.find_households, name="find"),
    path("goi-y/", listing.suggest_households, name="suggest"),
    path("xuat/", listing.export_households, name="list_export"),
]
