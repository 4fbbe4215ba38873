"""Whether a second factor stands behind a sign-in."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase

from rasoat.web.accounts.models import User

SESSION_KEY = "second_factor"


def mark_strong(session: SessionBase, user: User) -> None:
    """Note in the session that this person has just shown a second factor."""
    session[SESSION_KEY] = user.pk


def is_strong(session: SessionBase, user: User) -> bool:
    """Whether this person has shown a second factor in this session."""
    return bool(session.get(SESSION_KEY) == user.pk)


def has_second_factor(user: User) -> bool:
    """Whether the person owns an authenticator application, a passkey or printed codes (one query)."""
    return bool(Authenticator.objects.filter(user=user).exists())
