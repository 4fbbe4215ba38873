"""The app `register`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    """Households and members: state, history, events, decisions, search."""

    name = "rasoat.web.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the other apps what the register brings; the database's own search index is made after migrations."""
        from rasoat.web.jobs.chores import Chore, register_chore
        from rasoat.web.register.copies import register_all_copies
        from rasoat.web.register.daily import NAME, follow_the_calendar
        from rasoat.web.register.navigation import register_everything
        from rasoat.web.register.search.schema import ensure_indexes

        register_everything()
        register_all_copies()
        register_chore(Chore(NAME, follow_the_calendar))

        post_migrate.connect(ensure_indexes, sender=self)
