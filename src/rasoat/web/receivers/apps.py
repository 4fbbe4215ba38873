"""The app `receivers`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceiversConfig(AppConfig):
    """Lists that other bodies wait for."""

    name = "rasoat.web.receivers"
    label = "receivers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the job, the reader of files, ledger words and the entry of the navigation."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.jobs.registry import Handler, register_handler
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.receivers import deliver_job
        from rasoat.web.receivers.ledger_words import ACTIONS, RECORDS
        from rasoat.web.receivers.reach import may_read_file
        from rasoat.web.vault.access import register_reader

        register_handler(Handler(deliver_job.KIND, _("Lập danh sách cho nơi nhận"), deliver_job.step, deliver_job.link))
        register_reader(may_read_file)
        register_words(ACTIONS)
        register_record_words(RECORDS)
        for label in ("receiver", "profileversion", "delivery"):
            register_tracked(f"receivers.{label}", commune_path="")
        register_entry(
            NavigationEntry(
                _("Danh sách cho nơi nhận"), "receivers:home", "send", 42,
                lambda request: acting_of(request).policy.may(Capability.DELIVERY_VIEW),
                _("Bảo hiểm, nhà trường, ngân hàng, điện lực: danh sách đúng mẫu của họ, kèm tăng giảm."),
            )
        )  # fmt: skip
