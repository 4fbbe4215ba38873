"""Take a correction of the calendar back."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.models import DayChange
from rasoat.web.rounds.reach import require_calendar


def withdraw_day_change(acting: Acting, row: DayChange) -> None:
    """The day is again what the holiday library says; the ledger keeps the correction.

    Raises `NotAllowedError`; `RefusedError` when somebody has withdrawn it meanwhile.
    """
    require_calendar(acting, row.province)
    with transaction.atomic():
        locked_chain(row.province)
        deleted, _by_model = DayChange.objects.filter(pk=row.pk).delete()
        if not deleted:
            raise RefusedError(_("Lần ghi này đã được rút."), remedy=_("Mở lại trang lịch."), code="gone")
        record(
            acting, "rounds.day_change_withdrawn", row, unit=row.province, gone=[row], before=state_of(row),
            role=acting.role_for(Capability.PARAMETER_SET, row.province),
        )  # fmt: skip
