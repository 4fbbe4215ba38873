"""Take a second factor away: an own one that is no longer used, or all of somebody who lost the phone."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.set_up_totp import require_self
from rasoat.web.accounts.capabilities import DECIDES
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def remove_factor(acting: Acting, user: User, factor_id: int, *, keep_session: str = "") -> None:
    """Remove one own factor. The last one stays while a role needs it. Raises `RefusedError`."""
    require_self(acting, user)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        row = Authenticator.objects.filter(user=user, pk=factor_id).first()
        if row is None:
            raise RefusedError(_("Không còn cách xác thực này."), remedy=_("Tải lại trang."))
        others = Authenticator.objects.filter(user=user).exclude(pk=row.pk).exists()
        if not others and any(role in DECIDES for role in acting.policy.roles()):
            raise RefusedError(
                _("Vai trò của tài khoản này bắt buộc có xác thực hai lớp."),
                remedy=_("Thêm một cách xác thực khác trước khi bỏ cách này."),
            )
        kind = row.type
        row.delete()
        end_rows(user, keep=keep_session)
        record(acting, "accounts.factor_removed", user, unit=home_unit(user), rows=[user], before={"type": kind})


def reset_factors(acting: Acting, person: User, *, reason: str) -> int:
    """Remove every factor of somebody whom one looks after; the next sign-in leads to a new one. Gives how many."""
    require_manage(acting, person)
    if not reason.strip():
        raise RefusedError(
            _("Chưa ghi lý do."), remedy=_("Ghi vì sao bỏ xác thực hai lớp, ví dụ: mất điện thoại."), field="reason"
        )
    with transaction.atomic():
        factors = Authenticator.objects.filter(user=person)
        count = int(factors.delete()[0])
        end_rows(person)
        record(
            acting,
            "accounts.factors_reset",
            person,
            unit=home_unit(person),
            rows=[person],
            before={"factors": count},
            reason=reason,
        )
    return count
