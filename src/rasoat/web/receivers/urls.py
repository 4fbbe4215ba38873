"""Addresses of `receivers`."""

from django.urls import URLPattern, path

from rasoat.web.receivers.views import profile, receivers

app_name = "receivers"
urlpatterns: list[URLPattern] = [
    path("", receivers.home, name="home"),
    path("moi/", receivers.edit, name="new"),
    path("<int:receiver_id>/", receivers.receiver, name="receiver"),
    path("<int:receiver_id>/sua/", receivers.edit, name="edit"),
    path("<int:receiver_id>/mau/", receivers.profile_new, name="profile_new"),
    path("<int:receiver_id>/mau/<int:version>/", profile.profile, name="profile"),
    path("giao/<uuid:delivery_id>/", receivers.delivery, name="delivery"),
    path("giao/<uuid:delivery_id>/bo/", receivers.drop, name="drop"),
]
