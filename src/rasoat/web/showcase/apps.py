"""The app `showcase`."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    """Fills a site from the synthetic province, through the same actions as people."""

    name = "rasoat.web.showcase"
    label = "showcase"
    default_auto_field = "django.db.models.BigAutoField"
