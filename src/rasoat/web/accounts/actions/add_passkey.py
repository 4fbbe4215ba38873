"""Bind a passkey (WebAuthn) to an account."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.set_up_totp import require_self
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.models import User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.ledger.record import record

NAME_LENGTH = 60


def add_passkey(
    acting: Acting, user: User, name: str, credential: dict[str, Any], *, keep_session: str = ""
) -> Authenticator:
    """Keep a credential that the form has already verified against its challenge. Only for oneself."""
    require_self(acting, user)
    label = clean(name)[:NAME_LENGTH]
    with transaction.atomic():
        instance: Authenticator = WebAuthn.add(user, label, credential).instance
        end_rows(user, keep=keep_session)
        record(acting, "accounts.passkey_added", user, unit=home_unit(user), rows=[user], after={"name": label})
    return instance
