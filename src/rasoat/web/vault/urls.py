"""Addresses of the app `vault`."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.vault import views

app_name = "vault"
urlpatterns: list[URLPattern | URLResolver] = [path("<uuid:file_id>/", views.file, name="file")]
