"""Print a confirmation: who printed it is kept in the ledger."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.certificates.confirmation_paper import confirmation_paper
from rasoat.web.certificates.models import Confirmation
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def print_confirmation(acting: Acting, confirmation: Confirmation) -> bytes:
    """The paper as PDF. Raises `NotAllowedError`; `RefusedError` for a void one."""
    acting.require(Capability.CERTIFICATE_ISSUE, confirmation)
    if confirmation.state != "issued":
        raise RefusedError(_("Giấy xác nhận này đã bị hủy."), remedy=_("Lập giấy mới ở trang hộ."))
    made = confirmation_paper(confirmation).to_pdf()
    with transaction.atomic():
        record(
            acting, "certificates.confirmation_printed", confirmation, unit=confirmation.commune,
            after={"number": confirmation.number},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, confirmation),
        )  # fmt: skip
    return made
