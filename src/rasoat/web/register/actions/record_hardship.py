"""Something befell a household: disaster, illness, a return. No fact of it changes; the next list asks for it."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.happening import Happening
from rasoat.web.register.models import EventKind, Hardship, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion


def record_hardship(
    acting: Acting, home: Household, cause: Hardship, occasion: Occasion, *, version: int | None = None
) -> HouseholdEvent:
    """`occasion.reason`: what happened, in words. Raises `NotAllowedError`, `RefusedError` without words."""
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    with transaction.atomic():
        happening = Happening(acting, EventKind.HARDSHIP, home, occasion, version=version)
        happening.changes["cause"] = cause.value
        return happening.finish("register.hardship_told", after={"cause": cause.value})
