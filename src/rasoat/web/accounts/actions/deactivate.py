"""Deactivate an account, and open it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import ApiToken, Invitation, User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def deactivate(acting: Acting, person: User, *, reason: str) -> User:
    """Close an account at once: sessions end, tokens and slips are revoked, what it delegated is out of force."""
    require_manage(acting, person)
    if not reason.strip():
        raise RefusedError(
            _("Chưa ghi lý do."), remedy=_("Ghi vì sao ngừng tài khoản, ví dụ: chuyển công tác."), field="reason"
        )
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person.pk)
        if not user.is_active:
            raise RefusedError(_("Tài khoản này đã ngừng."), remedy=_("Tải lại trang để xem tình trạng mới nhất."))
        before = state_of(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        now = acting.now()
        dead: list[ApiToken | Invitation] = [
            *user.tokens.filter(revoked_at__isnull=True),
            *user.invitations.filter(revoked_at__isnull=True, used_at__isnull=True),
        ]
        for row in dead:
            row.revoked_at = now
            row.save(update_fields=["revoked_at"])
        end_rows(user)
        record(
            acting,
            "accounts.user_deactivated",
            user,
            unit=home_unit(user),
            rows=[user, *dead],
            before=before,
            after=state_of(user),
            reason=reason,
        )
    return user


def reactivate(acting: Acting, person: User, *, reason: str = "") -> User:
    """Open the account again. Its password works as before; tokens and slips stay revoked."""
    require_manage(acting, person)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person.pk)
        if user.is_active:
            raise RefusedError(
                _("Tài khoản này đang hoạt động."), remedy=_("Tải lại trang để xem tình trạng mới nhất.")
            )
        user.is_active = True
        user.save(update_fields=["is_active"])
        record(
            acting,
            "accounts.user_reactivated",
            user,
            unit=home_unit(user),
            rows=[user],
            before={"is_active": False},
            after=state_of(user),
            reason=reason,
        )
    return user
