"""The app `exchange`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Imports and exports of workbooks, and the settling of opening lists."""

    name = "rasoat.web.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register kinds of jobs, readers of files, and the entry of the navigation."""
        from rasoat.web.accounts.capabilities import Capability
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.exchange import export_job, read_job, undo_job, write_job
        from rasoat.web.exchange.ledger_words import ACTIONS, RECORDS
        from rasoat.web.exchange.queries import may_read_file
        from rasoat.web.jobs.registry import Handler, register_handler
        from rasoat.web.ledger.tracked import register_tracked
        from rasoat.web.ledger.words import register_record_words, register_words
        from rasoat.web.look.navigation import NavigationEntry, register_entry
        from rasoat.web.vault.access import register_reader

        register_handler(Handler(read_job.KIND, _("Đọc tệp nhập"), read_job.step, read_job.link, read_job.failed))
        register_handler(Handler(write_job.KIND, _("Nhập vào sổ"), write_job.step, write_job.link))
        register_handler(Handler(undo_job.KIND, _("Hoàn tác lần nhập"), undo_job.step, undo_job.link))
        register_handler(Handler(export_job.KIND, _("Xuất sổ"), export_job.step, export_job.link))
        register_reader(may_read_file)
        register_words(ACTIONS)
        register_record_words(RECORDS)
        register_tracked("exchange.openingline", commune_path="settlement__commune_id")
        for label in ("import", "export", "importprofile", "placename"):
            register_tracked(f"exchange.{label}", commune_path="")
        wanted = (Capability.IMPORT_RUN, Capability.EXPORT_RUN, Capability.OPENING_SETTLE, Capability.OPENING_APPROVE)
        register_entry(
            NavigationEntry(
                _("Nhập, xuất dữ liệu"), "exchange:home", "arrow-left-right", 40,
                lambda request: any(acting_of(request).policy.may(each) for each in wanted),
                _("Đưa sổ Excel vào, lấy sổ ra đúng mẫu, chốt số đầu kỳ."),
            )
        )  # fmt: skip
