"""Show an identity number in full: who looked is kept in the ledger."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import PersonalNumber


def reveal_number(acting: Acting, number: PersonalNumber) -> str:
    """The plain number. Raises `NotAllowedError`, `SealBrokenError` or `KeysMissingError`."""
    home = number.member.household
    acting.require(Capability.NUMBER_VIEW, home)
    plain = reveal(number)
    with transaction.atomic():
        record(
            acting, "register.number_shown", number.member, unit=home.commune, after={"kind": number.kind},
            role=acting.role_for(Capability.NUMBER_VIEW, home),
        )  # fmt: skip
    return plain
