"""Addresses of the app `look`."""

from django.urls import URLPattern, URLResolver, path

from rasoat.web.look import views

app_name = "look"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("giao-dien/", views.gallery, name="gallery"),
]
