"""Order the undoing of a whole import."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.models import Import, ImportState
from rasoat.web.exchange.undo_job import KIND
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said


def undo_import(acting: Acting, batch: Import, *, reason: str) -> None:
    """A job takes back what the import wrote. Raises `NotAllowedError`, `RefusedError` unless it was written."""
    acting.require(Capability.IMPORT_UNDO, batch.place)
    if not reason.strip():
        raise RefusedError(
            _("Chưa ghi lý do hoàn tác."), remedy=_("Ghi ngắn gọn vì sao lần nhập này sai."), field="reason"
        )
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("file", "province", "commune")
            .get(pk=batch.pk)
        )
        if row.state not in {ImportState.DONE, ImportState.UNDONE}:
            raise RefusedError(_("Chỉ hoàn tác được lần nhập đã ghi xong."), code="not-done")
        steps = row.rows.filter(written__isnull=False, undone=False).exclude(written={}).count()
        row.state = ImportState.UNDOING
        row.job = enqueue(
            acting, KIND, label=Said(gettext_noop("Hoàn tác nhập %(name)s"), {"name": row.file.name}),
            unit=row.place, steps=steps, arguments={"batch": str(row.pk), "reason": reason.strip()[:500]},
        )  # fmt: skip
        row.save(update_fields=["state", "job"])
        record(
            acting, "exchange.undo_ordered", row, unit=row.place, rows=[row], reason=reason,
            role=acting.role_for(Capability.IMPORT_UNDO, row.place),
        )  # fmt: skip
    batch.refresh_from_db()
