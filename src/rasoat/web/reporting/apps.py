"""The app `reporting`."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reports of a round: made, checked, approved, locked."""

    name = "rasoat.web.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
