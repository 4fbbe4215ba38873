"""Take a paper or photo off a household's page; the file stays sealed until the office erases it."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Attachment


def remove_attachment(acting: Acting, attachment: Attachment, *, reason: str) -> None:
    """Raises `NotAllowedError`; `RefusedError` without a reason."""
    home = attachment.household
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Nói vì sao bỏ giấy tờ này."), field="reason")
    with transaction.atomic():
        row = Attachment.objects.select_for_update().get(pk=attachment.pk)
        row.removed_at = row.removed_at or acting.now()
        row.save(update_fields=["removed_at"])
        record(
            acting, "register.file_removed", home, unit=home.commune, rows=[row], before={"label": row.label},
            reason=reason, role=acting.role_for(Capability.HOUSEHOLD_EDIT, home),
        )  # fmt: skip
