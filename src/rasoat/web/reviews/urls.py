"""Addresses of `reviews`."""

from django.urls import URLPattern

from rasoat.web.reviews.first_urls import urlpatterns as of_the_first_steps
from rasoat.web.reviews.later_urls import urlpatterns as of_the_later_steps

app_name = "reviews"
urlpatterns: list[URLPattern] = [*of_the_first_steps, *of_the_later_steps]
