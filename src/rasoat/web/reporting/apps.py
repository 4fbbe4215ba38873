"""The app `reporting`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """Reports of a round: made, checked, approved, locked."""

    name = "rasoat.web.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The job, words of the ledger, tracked rows, readers of files, and the entry of the navigation."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.jobs.registry import Handler, register_handler
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_field_words, register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.reporting import make_job
        from rasoat.web.reporting.ledger_words import ACTIONS, FIELDS, RECORDS
        from rasoat.web.reporting.queries import may_read_file
        from rasoat.web.vault.access import register_reader

        register_handler(Handler(make_job.KIND, _("Lập báo cáo"), make_job.step, make_job.link, make_job.failed))
        register_words(ACTIONS)
        register_record_words(RECORDS)
        register_field_words(FIELDS)
        register_reader(may_read_file)
        for label in ("report", "publishedfigure", "ntmthreshold"):
            register_tracked(f"reporting.{label}", commune_path="")
        wanted = (Capability.REPORT_MAKE, Capability.REPORT_APPROVE)
        register_entry(
            NavigationEntry(
                _("Báo cáo"), "reporting:list", "table", 30,
                lambda request: any(acting_of(request).policy.may(each) for each in wanted)
                or any(
                    grant.level in {"nation", "province"}
                    for grant in acting_of(request).policy.holding(Capability.ROUND_VIEW)
                ),
                _("Báo cáo sơ bộ, chính thức, tháng, cuối kỳ: lập, kiểm tra, duyệt, khóa, so với số công bố."),
            )
        )  # fmt: skip
