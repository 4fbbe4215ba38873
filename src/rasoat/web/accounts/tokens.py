"""Tokens of the API: how a secret is made, and who acts when one is shown."""

import hashlib
import secrets

from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import ApiToken
from rasoat.web.accounts.policy import policy_of
from rasoat.web.accounts.strength import has_second_factor

PREFIX = "rst_"
SECRET_BYTES = 32


def new_secret() -> str:
    """A fresh secret of 256 random bits; its prefix lets scanners of leaked secrets know it."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> bytes:
    """What the database keeps of a secret. It holds 256 random bits, so that a plain SHA-256 suffices."""
    return hashlib.sha256(secret.encode()).digest()


def acting_for_token(secret: str, address: str) -> Acting | None:
    """Who acts with this secret; None when it is unknown, expired or revoked, or its owner may not sign in now.

    The policy is what the owner may today, cut down to the scopes of the token. Deciding roles count only while the
    owner has a second factor. The first use of a day is noted.
    """
    now = timezone.now()
    token = (
        ApiToken.objects.filter(secret_digest=digest_of(secret), revoked_at__isnull=True, expires_at__gt=now)
        .filter(user__is_active=True, user__must_change_password=False)
        .select_related("user")
        .first()
    )
    if token is None:
        return None
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    strong = has_second_factor(token.user)
    policy = policy_of(token.user, today, scopes=frozenset(token.scopes), strong=strong)
    return Acting(token.user, policy, "api", address)
