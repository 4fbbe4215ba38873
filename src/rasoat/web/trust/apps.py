"""The app `trust`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrustConfig(AppConfig):
    """Samples of re-checks, agreement, and patterns worth a question."""

    name = "rasoat.web.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Words of the ledger, tracked rows, readers of lists, and the entries of the navigation."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_field_words, register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.reviews.over.hooks import register_over
        from rasoat.web.trust.following import take_samples_along
        from rasoat.web.trust.ledger_words import ACTIONS, FIELDS, RECORDS
        from rasoat.web.trust.queries import may_read_file
        from rasoat.web.vault.access import register_reader

        register_words(ACTIONS)
        register_record_words(RECORDS)
        register_field_words(FIELDS)
        register_reader(may_read_file)
        register_over(take_samples_along)
        for label in ("recheckplan", "sampledcase"):
            register_tracked(f"trust.{label}", commune_path="")
        wanted = (Capability.RECHECK_DRAW, Capability.RECHECK_DO)
        register_entry(
            NavigationEntry(
                _("Phúc tra theo mẫu"), "trust:plans", "scale", 26,
                lambda request: any(acting_of(request).policy.may(each) for each in wanted),
                _("Cam kết mầm, đóng băng dữ liệu, rút mẫu ai cũng rút lại được; phúc tra không biết kết quả cũ."),
            )
        )  # fmt: skip
        register_entry(
            NavigationEntry(
                _("Điều nên hỏi lại"), "trust:rounds", "search", 27,
                lambda request: acting_of(request).policy.may(Capability.PATTERN_VIEW),
                _("Những chỗ trong đợt nên xem và hỏi lại, kèm các hộ; không phải kết luận."),
            )
        )  # fmt: skip
