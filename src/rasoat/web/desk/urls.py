"""Addresses of `desk`. The first page itself is `look`'s, which shows the boards of this room."""

from django.urls import URLPattern, path

from rasoat.web.desk.views import communes, steps

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("dot/<int:round_id>/xa/", communes.communes, name="communes"),
    path("dot/<int:round_id>/cac-buoc/", steps.steps, name="steps"),
]
