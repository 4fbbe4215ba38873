"""Django set up for reading its own shape: tables, addresses, the API. Nothing is asked of a database."""

import os
import tempfile


def open_site() -> None:
    """Set Django up with an empty data directory; a second call does nothing."""
    from django.apps import apps

    if apps.ready:
        return
    os.environ["RASOAT_DATA_DIR"] = tempfile.mkdtemp(prefix="rasoat-docs-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "rasoat.web.site.settings"
    import django

    django.setup()
