"""The app `areas`."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Administrative units with dates and lineage; no permissions, no pages."""

    name = "rasoat.web.areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"
