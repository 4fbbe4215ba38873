"""Correct what had been written wrong about a unit all along: name, kind, area, centre point."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.areas.naming import set_name
from rasoat.web.boundaries.reach import require_name
from rasoat.web.boundaries.reindex import reindex
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def correct_unit(acting: Acting, unit: Unit, name: str, kind: str, *, reason: str, area: str = "") -> Unit:
    """Write the right name, kind and area; the ledger keeps what stood there.

    Raises `NotAllowedError`, or `RefusedError` for a missing name or reason.
    """
    require_name(acting, unit)
    if not clean(name):
        raise RefusedError(_("Chưa ghi tên."), remedy=_("Ghi tên đúng."), field="name")
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do sửa."), remedy=_("Ghi vì sao tên cũ là sai."), field="reason")
    with transaction.atomic():
        row = Unit.objects.select_for_update().get(pk=unit.pk)
        before = state_of(row)
        row.kind, row.area = kind, area or row.area
        set_name(row, name).save()
        record(
            acting,
            "boundaries.unit_corrected",
            row,
            unit=row,
            rows=[row],
            before=before,
            after=state_of(row),
            reason=reason,
        )
        reindex(acting, row)
    return row
