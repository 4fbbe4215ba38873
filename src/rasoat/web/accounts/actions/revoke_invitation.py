"""Revoke a slip that went astray."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import Invitation
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def revoke_invitation(acting: Acting, invitation: Invitation, *, reason: str = "") -> Invitation:
    """Make a slip worthless. Raises `RefusedError` when it was used or revoked before."""
    require_manage(acting, invitation.user)
    with transaction.atomic():
        row = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if row.used_at or row.revoked_at:
            raise RefusedError(
                _("Phiếu này đã dùng hoặc đã thu hồi."), remedy=_("Tải lại trang để xem tình trạng mới nhất.")
            )
        row.revoked_at = acting.now()
        row.save(update_fields=["revoked_at"])
        record(acting, "accounts.invitation_revoked", row, unit=home_unit(row.user), rows=[row], reason=reason)
    return row
