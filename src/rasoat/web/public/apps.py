"""The app `public`."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public site."""

    name = "rasoat.web.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
