"""End sessions: one's own on other machines, or those of somebody whom one looks after."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.ledger.record import record


def end_sessions(
    acting: Acting, person: User, *, only: int | None = None, keep_session: str = "", reason: str = ""
) -> int:
    """End one session by its number, or all of them but `keep_session`; gives how many ended."""
    if acting.user is None or acting.user.pk != person.pk:
        require_manage(acting, person)
    with transaction.atomic():
        count = end_rows(person, keep=keep_session, only=only)
        if count:
            record(
                acting,
                "accounts.sessions_ended",
                person,
                unit=home_unit(person),
                rows=[person],
                after={"sessions": count},
                reason=reason,
            )
    return count
