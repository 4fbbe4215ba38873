"""The app `certificates`."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates, their hand-out, and single confirmations."""

    name = "rasoat.web.certificates"
    label = "certificates"
    default_auto_field = "django.db.models.BigAutoField"
