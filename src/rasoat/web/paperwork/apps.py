"""The app `paperwork`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaperworkConfig(AppConfig):
    """Templates of the office and the papers of a round."""

    name = "rasoat.web.paperwork"
    label = "paperwork"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register job, readers of files, papers on pages, ledger words, texts of certificates, navigation."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.certificates.texts import register_source
        from rasoat.web.jobs.registry import Handler, Parts, register_handler
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.look.papers import register_papers
        from rasoat.web.paperwork import archive_job, folder_job
        from rasoat.web.paperwork.folder_parts import count_parts, drop_parts, link
        from rasoat.web.paperwork.folders import may_read_file
        from rasoat.web.paperwork.ledger_words import ACTIONS, RECORDS
        from rasoat.web.paperwork.record_papers import record_papers
        from rasoat.web.paperwork.versions import certificate_source
        from rasoat.web.vault.access import register_reader

        parts = Parts(count_parts, drop_parts)
        register_handler(Handler(folder_job.KIND, _("In hồ sơ thôn"), folder_job.step, link, parts=parts))
        register_handler(Handler(archive_job.KIND, _("Làm hồ sơ lưu của thôn"), archive_job.step, link, parts=parts))
        register_reader(may_read_file)
        register_papers(record_papers)
        register_words(ACTIONS)
        register_record_words(RECORDS)
        register_tracked("paperwork.papertemplate", commune_path="")
        register_source(certificate_source)
        register_entry(
            NavigationEntry(
                _("Giấy tờ"), "paperwork:home", "printer", 31,
                lambda request: acting_of(request).policy.may(Capability.REVIEW_VIEW),
                _("In giấy tờ của đợt rà soát, hồ sơ thôn, mẫu giấy, sổ số văn bản."),
            )
        )  # fmt: skip
