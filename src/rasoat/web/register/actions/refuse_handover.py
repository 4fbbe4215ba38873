"""Say no to a commune that asks for a household."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.handovers import close, locked_open
from rasoat.web.register.models import Handover, HandoverState


def refuse_handover(acting: Acting, request: Handover, *, reason: str) -> None:
    """Raises `NotAllowedError` without the right where the household stands; `RefusedError` without a reason, or when
    the request is closed.
    """
    with transaction.atomic():
        row = locked_open(request)
        acting.require(Capability.HOUSEHOLD_EDIT, row.household)
        if not reason.strip():
            raise RefusedError(_("Chưa ghi lý do từ chối."), remedy=_("Ghi ngắn gọn để xã kia biết."), field="reason")
        close(acting, row, HandoverState.REFUSED, place=row.household, answer=reason)
