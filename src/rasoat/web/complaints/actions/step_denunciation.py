"""Move a denunciation, and bar the account of somebody who is denounced."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.complaints.models import Denounced, Denunciation
from rasoat.web.complaints.moving import move_denunciation
from rasoat.web.complaints.queries import denunciations_seen_by
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import StaleError


def step_denunciation(
    acting: Acting, denunciation: Denunciation, move: str, *, on: date, note: str = "", version: int | None = None
) -> Denunciation:
    """Raises `NotAllowedError` for people who do not see it; `StaleError`; `RefusedError`."""
    with transaction.atomic():
        row = locked_denunciation(acting, denunciation)
        if version is not None and version != row.version:
            raise StaleError({"state": denunciation.state}, {"state": row.state})
        move_denunciation(acting, row, move, on=on, note=note)
    return row


def bar_account(acting: Acting, denunciation: Denunciation, user: User) -> Denounced:
    """From now on this account sees nothing of the denunciation. Harmless twice."""
    with transaction.atomic():
        row = locked_denunciation(acting, denunciation)
        barred, made = Denounced.objects.get_or_create(
            denunciation=row, user=user, lifted_at=None, defaults={"by": acting.user}
        )
        if made:
            role = acting.role_for(Capability.DENUNCIATION_HANDLE, row)
            record(acting, "complaints.account_barred", row, unit=row.commune, rows=[barred], role=role)
    return barred


def locked_denunciation(acting: Acting, denunciation: Denunciation) -> Denunciation:
    """The denunciation, locked until the transaction ends. Raises `NotAllowedError` for people who do not see it."""
    if not denunciations_seen_by(acting).filter(pk=denunciation.pk).exists():
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))
    rows = Denunciation.objects.select_for_update(of=("self",)).select_related("commune")
    return rows.get(pk=denunciation.pk)
