"""Lift the lock that follows too many failed sign-ins."""

from axes.utils import reset
from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import User
from rasoat.web.ledger.record import record


def unlock(acting: Acting, person: User) -> int:
    """Forget the failed sign-ins of somebody whom one looks after; gives how many records were dropped."""
    require_manage(acting, person)
    with transaction.atomic():
        count: int = reset(username=person.username)
        record(
            acting,
            "accounts.sign_in_unlocked",
            person,
            unit=home_unit(person),
            rows=[person],
            after={"attempts": count},
        )
    return count
