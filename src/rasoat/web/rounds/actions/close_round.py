"""Close a round: nothing more is entered in it."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.closing_hooks import outstanding
from rasoat.web.rounds.graph import round_graph
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.opening_job import refuse_while_opening
from rasoat.web.rounds.reach import require_round


def close_round(acting: Acting, row: Round, *, reason: str = "") -> Round:
    """Close an open round. `reason`: why, where households are left without an outcome.

    Raises `NotAllowedError`; `RefusedError` from another state, while a job still lets communes in, and for households
    without an outcome and no reason.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        before = state_of(row)
        row.state = round_graph().target("close", row.state)
        refuse_while_opening(row)
        left = outstanding(row)
        if left and not reason.strip():
            raise RefusedError(
                _("Còn %(count)s hộ chưa có kết quả cuối.") % {"count": left},
                remedy=_("Làm xong các hộ ấy (trang Đủ, thiếu của từng xã), hoặc ghi lý do kết thúc."),
                field="reason", code="outstanding",
            )  # fmt: skip
        row.closed_at = acting.now()
        row.save()
        record(
            acting, "rounds.closed", row, unit=row.province, rows=[row], before=before, reason=reason.strip(),
            after={**state_of(row), **({"left": left} if left else {})}, role=role,
        )  # fmt: skip
    return row
