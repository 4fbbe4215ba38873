"""Look at other sheets of a file for its lists."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.actions.start_import import order_reading
from rasoat.web.exchange.models import Import, ImportState
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def propose_again(acting: Acting, batch: Import, sheets: Sequence[str]) -> None:
    """Read the headings of these sheets (also hidden ones). Raises `NotAllowedError`, `RefusedError`."""
    acting.require(Capability.IMPORT_RUN, batch.place)
    if not sheets:
        raise RefusedError(_("Chưa chọn trang tính nào."), remedy=_("Chọn ít nhất một trang."), field="sheets")
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("file", "province", "commune")
            .get(pk=batch.pk)
        )
        if row.state != ImportState.MAPPING:
            raise RefusedError(_("Lần nhập này không còn chờ ghép cột."), code="moved-on")
        row.options = {**row.options, "sheets": list(sheets)}
        row.save(update_fields=["options"])
        order_reading(acting, row)
        record(acting, "exchange.sheets_chosen", row, unit=row.place, rows=[row], after={"sheets": list(sheets)})
