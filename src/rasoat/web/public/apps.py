"""The app `public`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    """The public site."""

    name = "rasoat.web.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Words of the ledger, tracked rows, and the entry of those who publish."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.public.ledger_words import ACTIONS, RECORDS

        register_words(ACTIONS)
        register_record_words(RECORDS)
        for label in ("publicsite", "publication", "namesbasis"):
            register_tracked(f"public.{label}", commune_path="")
        register_entry(
            NavigationEntry(
                _("Trang công khai"), "public:manage", "globe", 60,
                lambda request: acting_of(request).policy.may(Capability.PUBLISH),
                _("Công bố kết quả, bật tắt các mục, căn cứ đưa tên lên mạng."),
            )
        )  # fmt: skip
