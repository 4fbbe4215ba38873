"""Load attributes of units from an office's table."""

from collections.abc import Sequence

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import UnitTag
from rasoat.web.boundaries.by_chain import by_chain
from rasoat.web.boundaries.matching import Matched
from rasoat.web.boundaries.reach import require_change
from rasoat.web.ledger.record import record, state_of


def load_tags(acting: Acting, rows: Sequence[Matched], document: str) -> int:
    """Write dated attributes; one with the same first day gets the new last day and document. Returns how many."""
    for row in rows:
        require_change(acting, Capability.UNIT_EDIT, row.unit)
    with transaction.atomic():
        for place, part in by_chain(rows):
            written, before = [], {}
            for row in part:
                values = row.line.values
                tag = UnitTag.objects.filter(unit=row.unit, tag=values["tag"], valid_from=values.get("first")).first()
                if tag is not None:
                    before[str(tag.pk)] = state_of(tag)
                else:
                    tag = UnitTag(unit=row.unit, tag=values["tag"], valid_from=values.get("first"))
                tag.valid_until, tag.document, tag.mark = values.get("last"), document[:200], "verified"
                tag.save()
                written.append(tag)
            record(acting, "boundaries.tags_loaded", place, unit=place, rows=written, before=before, reason=document)
    return len(rows)
