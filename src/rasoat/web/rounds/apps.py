"""The app `rounds`."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Rounds, their calendar and their parameters."""

    name = "rasoat.web.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
