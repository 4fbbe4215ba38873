"""Load first and last days of units from an office's table."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.by_chain import by_chain
from rasoat.web.boundaries.matching import Matched
from rasoat.web.boundaries.reach import require_change
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def load_validity(acting: Acting, rows: Sequence[Matched], document: str) -> int:
    """Write first days, and last days of units that have ended; a living unit is ended by its own page, not here.

    Returns how many changed. Raises `RefusedError` for an end before the beginning or the end of a living unit.
    """
    for row in rows:
        require_change(acting, Capability.UNIT_EDIT, row.unit)
        first = row.line.values.get("first", row.unit.valid_from)
        last = row.line.values.get("last", row.unit.valid_until)
        if row.unit.valid_until is None and last is not None:
            raise RefusedError(
                _("Dòng %(row)d: %(unit)s đang hoạt động.") % {"row": row.line.row, "unit": row.unit},
                remedy=_("Ghi ngày kết thúc bằng trang Thay đổi địa giới."), field="text",
            )  # fmt: skip
        if first and last and last < first:
            raise RefusedError(
                _("Dòng %(row)d: ngày cuối trước ngày đầu.") % {"row": row.line.row},
                remedy=_("Sửa lại hai ngày."),
                field="text",
            )
    changed = 0
    with transaction.atomic():
        for place, part in by_chain(rows):
            units = {
                unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=[row.unit.pk for row in part])
            }
            before = {unit.key: state_of(unit) for unit in units.values()}
            for row in part:
                unit = units[row.unit.pk]
                unit.valid_from = row.line.values.get("first", unit.valid_from)
                unit.valid_until = row.line.values.get("last", unit.valid_until)
            written = [unit for unit in units.values() if state_of(unit) != before[unit.key]]
            if not written:
                continue
            Unit.objects.bulk_update(written, ["valid_from", "valid_until"], batch_size=500)
            record(
                acting, "boundaries.validity_loaded", place, unit=place, rows=written, before=before, reason=document
            )
            changed += len(written)
    return changed
