"""The app `desk`."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The first page of each role."""

    name = "rasoat.web.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
