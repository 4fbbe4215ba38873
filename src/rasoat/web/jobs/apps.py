"""The app `jobs`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Background work: the Job table is the truth, a worker leases from it."""

    name = "rasoat.web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the page of one's own jobs into the navigation; erase parts of stopped jobs once a day."""
        from rasoat.web.jobs.chores import Chore, register_chore
        from rasoat.web.jobs.parts import NAME, sweep_parts
        from rasoat.web.look.navigation import NavigationEntry, register_entry

        register_entry(
            NavigationEntry(
                _("Việc nền"),
                "jobs:list",
                "list-checks",
                80,
                lambda request: request.user.is_authenticated,
                _("Việc dài đang chạy: đọc sổ, nhập, xuất tệp."),
            )
        )
        register_chore(Chore(NAME, sweep_parts))
