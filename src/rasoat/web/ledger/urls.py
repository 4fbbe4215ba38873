"""Addresses of the app `ledger`."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.ledger import views

app_name = "ledger"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.entries, name="entries"),
    path("dau-chuoi/", views.heads, name="heads"),
    path("<int:entry_id>/", views.entry, name="entry"),
    path("<int:entry_id>/noi-dung/", views.reveal, name="reveal"),
]
