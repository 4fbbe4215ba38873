"""The app `look`."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """What every page looks like: base templates, components, icons, style sheets, forms, language and theme."""

    name = "rasoat.web.look"
    label = "look"
    default_auto_field = "django.db.models.BigAutoField"
