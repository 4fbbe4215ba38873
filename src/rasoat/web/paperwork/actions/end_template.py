"""Drop a draft, or go back from an office's own text to the shipped one."""

from typing import Final

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.paperwork.graphs import TEMPLATE
from rasoat.web.paperwork.models import PaperTemplate

DROP: Final = "drop"
RESET: Final = "reset"
_NAMES = {DROP: "paperwork.template_dropped", RESET: "paperwork.template_reset"}


def end_template(acting: Acting, template: PaperTemplate, move: str, *, reason: str = "") -> PaperTemplate:
    """`DROP` a draft or `RESET` the version in use, which needs a reason.

    Raises `NotAllowedError`; `RefusedError` when the move cannot be made from its state.
    """
    acting.require(Capability.TEMPLATE_EDIT, template)
    with transaction.atomic():
        row = PaperTemplate.objects.select_for_update().select_related("unit").get(pk=template.pk)
        row.state = TEMPLATE.target(move, row.state, reason=reason)
        row.reason = reason.strip()
        row.save(update_fields=["state", "reason"])
        record(
            acting, _NAMES[move], row, unit=row.unit, rows=[row], after={"kind": row.kind, "number": row.number},
            reason=reason, role=acting.role_for(Capability.TEMPLATE_EDIT, row),
        )  # fmt: skip
    return row
