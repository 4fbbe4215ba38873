"""A household ends: it leaves the province, or no longer exists."""

from typing import Literal

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.happening import Happening
from rasoat.web.register.leaving import close_household
from rasoat.web.register.models import EventKind, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion


def end_household(
    acting: Acting, home: Household, occasion: Occasion, *,
    kind: Literal[EventKind.MOVED_OUT, EventKind.ENDED] = EventKind.ENDED, version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """The household and all its members leave the register on the day of the event; nothing of it is deleted.

    `moved_out`: to another province (within the province the household moves with its history, `move_household`).
    Raises `NotAllowedError`, `RefusedError`.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    with transaction.atomic():
        happening = Happening(acting, kind, home, occasion, version=version)
        close_household(happening, happening.home, kind)
        return happening.finish(f"register.household_{kind}")
