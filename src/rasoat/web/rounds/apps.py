"""The app `rounds`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    """Rounds, their calendar and their parameters."""

    name = "rasoat.web.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the words of the ledger, how rows are found by commune, and the entry of the navigation."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.jobs.registry import Handler, register_handler
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_field_words, register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.rounds import opening_job
        from rasoat.web.rounds.ledger_words import ACTIONS, FIELDS, RECORDS

        register_handler(Handler(opening_job.KIND, _("Mở đợt rà soát"), opening_job.step, opening_job.link))
        register_words(ACTIONS)
        register_record_words(RECORDS)
        register_field_words(FIELDS)
        for label in ("round", "roundstandard", "internalday", "parametervalue", "daychange"):
            register_tracked(f"rounds.{label}", commune_path="")
        register_entry(
            NavigationEntry(
                _("Đợt rà soát"), "rounds:list", "calendar-plus", 20,
                lambda request: any(
                    acting_of(request).policy.may(each) for each in (Capability.ROUND_VIEW, Capability.TRAINING_VIEW)
                ),
                _("Đợt định kỳ, thường xuyên, tập huấn; hạn của từng bước; tham số và lịch làm việc của tỉnh."),
            )
        )  # fmt: skip
