"""Leave an import that was not confirmed: its file and everything read of it are erased."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.models import Import, ImportState
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.files import erase

OPEN = (ImportState.READING, ImportState.MAPPING, ImportState.PLACES, ImportState.READY, ImportState.REFUSED)


def drop_import(acting: Acting, batch: Import) -> None:
    """Raises `NotAllowedError`, and `RefusedError` once it is being written."""
    acting.require(Capability.IMPORT_RUN, batch.place)
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("file", "table", "faults", "marked", "proposal", "province", "commune").get(pk=batch.pk)
        )  # fmt: skip
        if row.state not in OPEN:
            raise RefusedError(_("Lần nhập này đã ghi vào sổ."), remedy=_("Dùng Hoàn tác."), code="written")
        files = [file for file in (row.file, row.table, row.faults, row.marked, row.proposal) if file is not None]
        for file in files:
            erase(file)
        row.rows.all().delete()
        row.state, row.ended_at = ImportState.DROPPED, acting.now()
        row.save(update_fields=["state", "ended_at"])
        record(
            acting, "exchange.import_dropped", row, unit=row.place, rows=[row, row.file],
            role=acting.role_for(Capability.IMPORT_RUN, row.place),
        )  # fmt: skip
    batch.refresh_from_db()
