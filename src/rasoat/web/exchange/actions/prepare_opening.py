"""Hand a settled table to whoever approves it: every difference must be explained."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.actions.opening import open_row, refresh_held
from rasoat.web.exchange.models import OpeningSettlement, OpeningState
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def prepare_opening(acting: Acting, row: OpeningSettlement) -> None:
    """Raises `NotAllowedError`; `RefusedError` naming the lines that are not settled."""
    acting.require(Capability.OPENING_SETTLE, row.commune)
    with transaction.atomic():
        row = open_row(row)
        lines = refresh_held(row)
        waiting = [line for line in lines if not line.is_settled]
        if waiting:
            names = ", ".join(str(line.village or _("chưa rõ thôn")) for line in waiting[:5])
            raise RefusedError(
                _("Còn %(count)s dòng chưa có số theo quyết định hoặc chưa giải trình chênh lệch: %(names)s.")
                % {"count": len(waiting), "names": names},
                remedy=_("Nhập số và lý do cho từng dòng rồi trình lại."), code="not-settled",
            )  # fmt: skip
        row.state, row.prepared_by, row.prepared_at = OpeningState.PREPARED, acting.user, acting.now()
        row.save(update_fields=["state", "prepared_by", "prepared_at"])
        record(
            acting,
            "exchange.opening_prepared",
            row,
            unit=row.commune,
            rows=[row, *lines],
            role=acting.role_for(Capability.OPENING_SETTLE, row.commune),
        )
