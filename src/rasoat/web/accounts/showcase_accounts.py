"""What the sign-in page of a demo shows: one account a role, its password, and the code of this moment."""

import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.utils import timezone

from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.policy import in_force

PASSWORD = "xin-moi-xem-thu"
PREFIX = "demo."
"""How the names of demo accounts begin."""

PERIOD = 30


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One line of the list. `code`: empty for roles without a second factor."""

    username: str
    password: str
    role: str
    place: str
    code: str


def demo_accounts() -> list[DemoAccount]:
    """The accounts of a demo: the first of each role whose password is the demo's. Empty on a real site.

    Two queries. A person who changed the demo password drops out of the list only when the demo is filled anew.
    """
    if not settings.DEMO:
        return []
    rows = (
        Assignment.objects.filter(
            in_force(timezone.localdate()), user__is_active=True, user__username__startswith=PREFIX
        )
        .select_related("user", "unit")
        .order_by("pk")
    )
    first: dict[str, Assignment] = {}
    for row in rows:
        first.setdefault(row.role, row)
    secrets = {
        item.user_id: item.data["secret"]
        for item in Authenticator.objects.filter(
            user__in=[row.user_id for row in first.values()], type=Authenticator.Type.TOTP
        )
    }
    return [
        DemoAccount(
            row.user.username,
            PASSWORD,
            str(Role(row.role).label),
            row.unit.full_name if row.unit else "",
            code_now(decrypt(secrets[row.user_id])) if row.user_id in secrets else "",
        )
        for row in (first[role] for role in Role if role in first)
    ]


def demo_code(user: User) -> str:
    """The code of a demo account at this moment, for the page that asks for it; empty for everybody else."""
    if not settings.DEMO or not user.username.startswith(PREFIX):
        return ""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return code_now(decrypt(row.data["secret"])) if row else ""


def code_now(secret: str) -> str:
    """The code of a TOTP secret at this moment (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
