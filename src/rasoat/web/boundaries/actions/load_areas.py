"""Load whether units are urban or rural from an office's table."""

from collections.abc import Sequence

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.by_chain import by_chain
from rasoat.web.boundaries.matching import Matched
from rasoat.web.boundaries.reach import require_change
from rasoat.web.ledger.record import record


def load_areas(acting: Acting, rows: Sequence[Matched], document: str) -> int:
    """Write the area of units; villages and households keep theirs. Returns how many changed."""
    changed = 0
    for row in rows:
        require_change(acting, Capability.UNIT_EDIT, row.unit)
    with transaction.atomic():
        for place, part in by_chain(rows):
            units = {
                unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=[row.unit.pk for row in part])
            }
            before = {unit.key: unit.area for unit in units.values()}
            for row in part:
                units[row.unit.pk].area = row.line.values["area"]
            written = [unit for unit in units.values() if unit.area != before[unit.key]]
            if not written:
                continue
            Unit.objects.bulk_update(written, ["area"], batch_size=500)
            record(
                acting, "boundaries.areas_loaded", place, unit=place, rows=written, before=before,
                after={unit.key: unit.area for unit in units.values()}, reason=document,
            )  # fmt: skip
            changed += len(written)
    return changed
