"""Void a number that came to nothing; it stays in the book."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.paperwork.graphs import NUMBER
from rasoat.web.paperwork.models import PaperNumber


def void_number(acting: Acting, number: PaperNumber, *, reason: str) -> PaperNumber:
    """Raises `NotAllowedError`; `RefusedError` without a reason, or for one that is void already."""
    acting.require(Capability.DECISION_PREPARE, number)
    with transaction.atomic():
        row = PaperNumber.objects.select_for_update().select_related("commune").get(pk=number.pk)
        row.state = NUMBER.target("void", row.state, reason=reason)
        row.reason = reason.strip()
        row.save(update_fields=["state", "reason"])
        record(
            acting, "paperwork.number_void", row, unit=row.commune, rows=[row], after={"number": row.text},
            reason=reason, role=acting.role_for(Capability.DECISION_PREPARE, row),
        )  # fmt: skip
    return row
