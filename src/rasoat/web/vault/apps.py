"""The app `vault`."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Keys, sealing of personal data and files, blind indexes."""

    name = "rasoat.web.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
