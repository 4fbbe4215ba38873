"""The app `receivers`."""

from django.apps import AppConfig


class ReceiversConfig(AppConfig):
    """Lists that other bodies wait for."""

    name = "rasoat.web.receivers"
    label = "receivers"
    default_auto_field = "django.db.models.BigAutoField"
