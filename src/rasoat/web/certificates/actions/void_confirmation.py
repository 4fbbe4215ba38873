"""Void a confirmation written by mistake: its code no longer verifies."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.certificates.graphs import CONFIRMATION
from rasoat.web.certificates.models import Confirmation
from rasoat.web.ledger.record import record


def void_confirmation(acting: Acting, confirmation: Confirmation, *, reason: str) -> None:
    """Raises `NotAllowedError`; `RefusedError` without a reason, or for one that is void already."""
    acting.require(Capability.CERTIFICATE_ISSUE, confirmation)
    with transaction.atomic():
        row = Confirmation.objects.select_for_update().get(pk=confirmation.pk)
        row.state = CONFIRMATION.target("void", row.state, reason=reason)
        row.reason = reason.strip()
        row.save(update_fields=["state", "reason"])
        record(
            acting, "certificates.confirmation_void", row, unit=confirmation.commune, rows=[row],
            after={"number": row.number}, reason=reason,
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, confirmation),
        )  # fmt: skip
