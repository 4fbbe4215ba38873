"""The app `certificates`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Certificates, their hand-out, and single confirmations."""

    name = "rasoat.web.certificates"
    label = "certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register kinds of jobs, readers of files, ledger words, navigation, and the button of the household page."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.certificates import issue_job, print_job
        from rasoat.web.certificates.ledger_words import ACTIONS, RECORDS
        from rasoat.web.certificates.queries import may_read_file
        from rasoat.web.jobs.registry import Handler, Parts, register_handler
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_record_words, register_words
        from rasoat.web.look.home import HomeCard, register_card
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.register.page_links import PageLink, register_link
        from rasoat.web.vault.access import register_reader

        register_handler(Handler(issue_job.KIND, _("Cấp giấy chứng nhận"), issue_job.step, issue_job.link))
        parts = Parts(print_job.count_parts, print_job.drop_parts)
        register_handler(Handler(print_job.KIND, _("In giấy chứng nhận"), print_job.step, print_job.link, parts=parts))
        register_reader(may_read_file)
        register_words(ACTIONS)
        register_record_words(RECORDS)
        for label in ("certificateyear", "certificateevent"):
            register_tracked(f"certificates.{label}", commune_path="certificate__commune_id")
        register_tracked("certificates.certificatelayout", commune_path="")
        register_entry(
            NavigationEntry(
                _("Giấy chứng nhận"), "certificates:home", "file-text", 30,
                lambda request: acting_of(request).policy.may(Capability.STATUS_VIEW),
                _("Cấp, in, trao, cấp lại, thu hồi giấy chứng nhận hộ nghèo, hộ cận nghèo."),
            )
        )  # fmt: skip
        register_card(
            HomeCard(
                _("In giấy xác nhận"), _("Tìm hộ, chọn mục đích, in giấy cho học sinh, ngân hàng, bệnh viện."),
                "certificates:confirm_search", "printer", 13,
                lambda request: acting_of(request).policy.may(Capability.CERTIFICATE_ISSUE),
            )
        )  # fmt: skip
        register_link(
            PageLink(
                _("Giấy xác nhận"), "certificates:confirm", "stamp",
                lambda acting, home: home.ended_on is None and acting.policy.may(Capability.CERTIFICATE_ISSUE, home),
            )
        )  # fmt: skip
