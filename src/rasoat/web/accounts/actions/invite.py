"""Invite a person: an account, a role, and a printed slip with which the first password is set."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.assign_role import assign_role
from rasoat.web.accounts.actions.create_user import create_user
from rasoat.web.accounts.chains import chain_unit, home_unit
from rasoat.web.accounts.granting import check_grant
from rasoat.web.accounts.models import Invitation, User
from rasoat.web.accounts.slips import DAYS, LONGEST_DAYS, digest_of, new_code
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def invite(
    acting: Acting,
    *,
    full_name: str,
    role: str,
    unit: Unit | None,
    username: str = "",
    position: str = "",
    phone: str = "",
    valid_until: date | None = None,
    document: str = "",
    days: int = DAYS,
) -> tuple[Invitation, str]:
    """Create the account, give the role, and make the slip; the code is shown this once.

    Raises `NotAllowedError` outside the own area or for a role not below the own, `RefusedError` for bad values.
    """
    check_grant(acting, None, role, unit)
    with transaction.atomic():
        user = create_user(acting, full_name=full_name, username=username, position=position, phone=phone, unit=unit)
        assign_role(acting, user, role, unit, valid_until=valid_until, document=document)
        return new_slip(acting, user, unit=chain_unit(unit), days=days)


def new_slip(
    acting: Acting,
    user: User,
    *,
    unit: Unit | None = None,
    days: int = DAYS,
    action: str = "accounts.invited",
    reason: str = "",
) -> tuple[Invitation, str]:
    """Write an invitation inside the caller's transaction; open ones of the same person are revoked."""
    if not 1 <= days <= LONGEST_DAYS:
        raise RefusedError(
            _("Phiếu mời có hạn từ 1 đến %(days)s ngày.") % {"days": LONGEST_DAYS},
            remedy=_("Sửa số ngày."),
            field="days",
        )
    now = acting.now()
    older = list(user.invitations.filter(used_at__isnull=True, revoked_at__isnull=True))
    for row in older:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
    code = new_code()
    row = Invitation.objects.create(
        user=user,
        code_digest=digest_of(code),
        invited_by=acting.user,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(
        acting,
        action,
        row,
        unit=unit or home_unit(user),
        rows=[row, *older, user],
        reason=reason,
        after={"user": user.username, "expires_at": row.expires_at},
    )
    return row, code
