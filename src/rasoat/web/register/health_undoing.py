"""The way back of health facts that an import changed: what stood there before is kept in the sealed ledger only."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.payloads import open_payload
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.household_rows import seal_health
from rasoat.web.register.models import HouseholdEvent, MemberHealth


def health_before(event: HouseholdEvent) -> Mapping[str, Any] | None:
    """Health facts by member id as they stood before an event; None where the entry was erased or cannot be opened."""
    entries = Entry.objects.filter(
        subject_model="register.household",
        subject_id=str(event.household_id),
        action=f"register.household_{event.kind}",
    )
    for entry in entries.order_by("-pk"):
        if any(label == event._meta.label_lower and key == event.pk for label, key, _digest in entry.rows):
            try:
                return dict(open_payload(entry).before["health"])
            except (RefusedError, KeyError):
                return None
    return None


def health_back(event: HouseholdEvent) -> list[MemberHealth]:
    """Seal again what stood there before; gives the rows written. Who had none keeps a row that says nothing."""
    if not event.changes.get("health"):
        return []
    before = health_before(event) or {}
    rows = list(MemberHealth.objects.select_for_update().filter(member__in=list(before)).select_related("member"))
    for row in rows:
        row.sealed, row.updated_at = seal_health(row.member, dict(before[str(row.member_id)])), timezone.now()
    MemberHealth.objects.bulk_update(rows, ["sealed", "updated_at"], batch_size=200)
    return rows
