"""The app `complaints`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    """Complaints, proposals and denunciations."""

    name = "rasoat.web.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Words of the ledger, tracked rows, readers of scans, and the entries of the navigation."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.complaints.holding import waiting_complaints
        from rasoat.web.complaints.ledger_words import ACTIONS, RECORDS
        from rasoat.web.complaints.queries import may_read_file
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.reviews.waiting_hooks import register_waiting
        from rasoat.web.vault.access import register_reader

        register_words(ACTIONS)
        register_record_words(RECORDS)
        register_reader(may_read_file)
        register_waiting(waiting_complaints)
        register_tracked("complaints.complaintstep", commune_path="complaint__commune_id")
        for label in ("denunciationstep", "denounced"):
            register_tracked(f"complaints.{label}", commune_path="denunciation__commune_id")
        register_entry(
            NavigationEntry(
                _("Khiếu nại, phản ánh"), "complaints:list", "megaphone", 24,
                lambda request: acting_of(request).policy.may(Capability.COMPLAINT_VIEW),
                _("Tiếp nhận, thụ lý, phúc tra, trả lời; đơn quá hạn lên đầu."),
            )
        )  # fmt: skip
        register_entry(
            NavigationEntry(
                _("Tố cáo"), "complaints:denunciations", "shield-alert", 25,
                lambda request: acting_of(request).policy.may(Capability.DENUNCIATION_HANDLE),
                _("Tách riêng khiếu nại; giữ kín người tố cáo."),
            )
        )  # fmt: skip
