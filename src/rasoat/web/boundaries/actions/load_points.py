"""Load centre points of units from an office's table or map."""

from collections.abc import Sequence

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.by_chain import by_chain
from rasoat.web.boundaries.matching import Matched
from rasoat.web.boundaries.reach import require_change
from rasoat.web.ledger.record import record, state_of

COLUMNS = ("latitude", "longitude", "point_source", "point_mark")


def load_points(acting: Acting, rows: Sequence[Matched], document: str) -> int:
    """Write centre points with the document they come from. Returns how many changed."""
    changed = 0
    for row in rows:
        require_change(acting, Capability.UNIT_EDIT, row.unit)
    with transaction.atomic():
        for place, part in by_chain(rows):
            units = Unit.objects.select_for_update().in_bulk([row.unit.pk for row in part])
            before = {unit.key: state_of(unit) for unit in units.values()}
            for row in part:
                unit = units[row.unit.pk]
                unit.latitude, unit.longitude = row.line.values["latitude"], row.line.values["longitude"]
                unit.point_source, unit.point_mark = document[:200], "verified"
            written = [unit for unit in units.values() if state_of(unit) != before[unit.key]]
            if not written:
                continue
            Unit.objects.bulk_update(written, COLUMNS, batch_size=500)
            record(acting, "boundaries.points_loaded", place, unit=place, rows=written, before=before, reason=document)
            changed += len(written)
    return changed
