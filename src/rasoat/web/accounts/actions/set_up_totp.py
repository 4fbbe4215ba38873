"""Bind an authenticator application (RFC 6238) to an account."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import at_console
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.ledger.record import record


def set_up_totp(acting: Acting, user: User, secret: str, *, keep_session: str = "") -> Authenticator:
    """Keep the secret (base32) sealed; it replaces an older one, and every session but `keep_session` ends.

    The caller has seen a valid code of this secret. Only for oneself, or at the console (the showcase).
    """
    require_self(acting, user)
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        instance: Authenticator = TOTP.activate(user, secret).instance
        end_rows(user, keep=keep_session)
        record(acting, "accounts.totp_set_up", user, unit=home_unit(user), rows=[user])
    return instance


def require_self(acting: Acting, user: User) -> None:
    """Raise `NotAllowedError` unless the account is the person's own, or the installer acts."""
    if at_console(acting):
        return
    if acting.user is None or acting.user.pk != user.pk:
        raise NotAllowedError(_("Chỉ chính chủ tài khoản được làm việc này."))
