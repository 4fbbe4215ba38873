"""Write the stored copies of a commune again, from the rows that the ledger vouches for."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.copies import compare_copies, known_copies
from rasoat.web.ledger.findings import Finding
from rasoat.web.ledger.models import Chain
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError

ACTION = "ledger.copies_rebuilt"


def rebuild_copies(acting: Any, unit: Unit, *, reason: str) -> list[Finding]:
    """Rebuild the copies of a commune where they differ; returns what differed, nothing is written when nothing did.

    The entry keeps the numbers of differences. Raises `NotAllowedError`, and `RefusedError` without a reason.
    """
    acting.require("system.manage", unit)
    if not reason.strip():
        raise RefusedError(
            _("Chưa ghi lý do lập lại bản sao."), remedy=_("Nói vì sao bản sao lệch, ai cho lập lại."), field="reason"
        )
    if not list(compare_copies(unit)):
        return []
    with transaction.atomic():
        chain: Chain = locked_chain(unit)
        found = list(compare_copies(unit))
        if found:
            after = {copies.label: copies.rebuild(unit.pk) for copies in known_copies()}
            before = {finding.row: finding.count for finding in found}
            record(acting, ACTION, chain, unit=unit, before=before, after=after, reason=reason)
    return found
