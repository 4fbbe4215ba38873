"""The app `trust`."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """Samples of re-checks, agreement, and patterns worth a question."""

    name = "rasoat.web.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"
