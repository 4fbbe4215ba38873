"""The app `paperwork`."""

from django.apps import AppConfig


class PaperworkConfig(AppConfig):
    """Templates of the office and the papers of a round."""

    name = "rasoat.web.paperwork"
    label = "paperwork"
    default_auto_field = "django.db.models.BigAutoField"
