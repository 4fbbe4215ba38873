"""The app `accounts`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rasoat.web.ledger.links import register_address
from rasoat.web.ledger.words import register_field_words, register_record_words, register_words
from rasoat.web.look.navigation import NavigationEntry, register_entry
from rasoat.web.look.person import register_describer


class AccountsConfig(AppConfig):
    """People who sign in, their roles on units, and the one policy object."""

    name = "rasoat.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """People stand in the navigation of those who may look at accounts; the ledger learns its words."""
        from rasoat.web.accounts import ledger_words as words  # models are there only now
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.header import describe
        from rasoat.web.accounts.models import Assignment, DutyException, Invitation
        from rasoat.web.accounts.views_base import acting_of

        register_entry(
            NavigationEntry(
                _("Người dùng"),
                "accounts:people",
                "users",
                80,
                lambda request: acting_of(request).policy.may(Capability.ACCOUNT_VIEW),
                _("Ai được vào, với vai trò nào, ở đơn vị nào; mời người mới."),
            )
        )
        register_describer(describe)
        register_words(words.ACTIONS)
        register_record_words(words.RECORDS)
        register_field_words(words.FIELDS)
        register_address("accounts.user", words.user_page)
        for model in (Assignment, Invitation, DutyException):
            register_address(model._meta.label_lower, words.page_through(model))
