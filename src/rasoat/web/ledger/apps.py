"""The app `ledger`."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rasoat.web.look.navigation import NavigationEntry, register_entry


class LedgerConfig(AppConfig):
    """Who did what to which record: one hash chain per commune."""

    name = "rasoat.web.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Auditors see the ledger in the navigation."""
        register_entry(
            NavigationEntry(
                _("Nhật ký"), "ledger:entries", "history", 80, _may_read,
                _("Ai làm gì, lúc nào, trên bản ghi nào; chuỗi băm chống sửa lén."),
            )
        )  # fmt: skip


def _may_read(request: HttpRequest) -> bool:
    return bool(request.acting.policy.may("ledger.read"))  # type: ignore[attr-defined]
