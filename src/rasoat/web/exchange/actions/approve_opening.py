"""Close the opening figures: by somebody else than who prepared them."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.apart import may_approve
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.models import OpeningSettlement, OpeningState
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def approve_opening(acting: Acting, row: OpeningSettlement) -> None:
    """Raises `NotAllowedError`; `RefusedError` unless it was prepared, by another person."""
    acting.require(Capability.OPENING_APPROVE, row.commune)
    with transaction.atomic():
        row = OpeningSettlement.objects.select_for_update(of=("self",)).select_related("commune").get(pk=row.pk)
        if row.state != OpeningState.PREPARED:
            raise RefusedError(_("Bảng này chưa được trình."), remedy=_("Chờ cán bộ trình bảng."), code="not-prepared")
        if not may_approve(acting, row.prepared_by_id, row.commune):
            raise RefusedError(
                _("Người lập bảng không được tự duyệt."),
                remedy=_("Để người khác duyệt, hoặc ghi ngoại lệ kiêm nhiệm."),
                code="own-work",
            )
        row.state, row.approved_by, row.approved_at = OpeningState.APPROVED, acting.user, acting.now()
        row.save(update_fields=["state", "approved_by", "approved_at"])
        record(
            acting,
            "exchange.opening_approved",
            row,
            unit=row.commune,
            rows=[row],
            role=acting.role_for(Capability.OPENING_APPROVE, row.commune),
        )
