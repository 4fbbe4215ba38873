"""The app `complaints`."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """Complaints, proposals and denunciations."""

    name = "rasoat.web.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"
