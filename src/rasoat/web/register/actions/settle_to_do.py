"""Say that an open to-do is settled: looked at, and right as it is."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import ToDo


def settle_to_do(acting: Acting, to_do: ToDo, *, reason: str) -> None:
    """Raises `NotAllowedError`; `RefusedError` without a reason (a child has no number yet)."""
    home = to_do.household
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    if not reason.strip():
        raise RefusedError(
            _("Chưa ghi lý do."), remedy=_("Ghi vì sao không cần bổ sung, ví dụ: trẻ chưa có số."), field="reason"
        )
    with transaction.atomic():
        changed = ToDo.objects.filter(pk=to_do.pk, done_at__isnull=True).update(done_at=acting.now())
        if changed:
            record(
                acting,
                "register.to_do_settled",
                home,
                unit=home.commune,
                before={"kind": to_do.kind, "note": to_do.note},
                reason=reason,
                role=acting.role_for(Capability.HOUSEHOLD_EDIT, home),
            )
