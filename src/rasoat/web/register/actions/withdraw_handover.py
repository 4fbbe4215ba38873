"""Take a request for a household back before it is answered."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.handovers import close, locked_open
from rasoat.web.register.models import Handover, HandoverState


def withdraw_handover(acting: Acting, request: Handover, *, reason: str = "") -> None:
    """Raises `NotAllowedError` for others than the side that asked; `RefusedError` when the request is closed."""
    with transaction.atomic():
        row = locked_open(request)
        acting.require(Capability.HOUSEHOLD_EDIT, row.to_commune)
        close(acting, row, HandoverState.WITHDRAWN, place=row.to_commune, answer=reason)
