"""Give a person a role on a unit."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.apart import keep_apart
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.granting import check_grant
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def assign_role(
    acting: Acting,
    user: User,
    role: str,
    unit: Unit | None,
    *,
    valid_from: date | None = None,
    valid_until: date | None = None,
    document: str = "",
) -> Assignment:
    """Give `role` on `unit` (None: the nation), from today unless said otherwise.

    Where a recorded exception lets two duties stand together, the role ends with the exception at the latest.
    Raises `NotAllowedError` for a role that is not the person's to give, `RefusedError` for the rest.
    """
    check_grant(acting, user, role, unit)
    starts = valid_from or acting.today()
    if valid_until is not None and valid_until < starts:
        raise RefusedError(_("Ngày kết thúc trước ngày bắt đầu."), remedy=_("Sửa lại hai ngày."), field="valid_until")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        held = Assignment.objects.filter(user=user, role=role, unit=unit, ended_at__isnull=True, delegated_from=None)
        if any(row.valid_until is None or row.valid_until >= starts for row in held):
            raise RefusedError(
                _("%(person)s đã giữ vai trò này ở đơn vị này.") % {"person": user},
                remedy=_("Kết thúc vai trò cũ trước, nếu muốn đổi thời hạn."),
                field="role",
            )
        ends = keep_apart(user, role, unit, starts, valid_until)
        row = Assignment.objects.create(
            user=user, role=role, unit=unit, valid_from=starts, valid_until=ends, document=clean(document)
        )
        record(
            acting,
            "accounts.role_assigned",
            row,
            unit=chain_unit(unit),
            rows=[row],
            after=state_of(row),
            role=acting.role_for(Capability.ACCOUNT_INVITE, unit),
        )
    return row
