"""Hand a household over to the commune that asked for it: the move is recorded now, by the side that it leaves."""

from dataclasses import replace

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.actions.move_household import move_household
from rasoat.web.register.handovers import close, locked_open
from rasoat.web.register.models import Handover, HandoverState, HouseholdEvent
from rasoat.web.register.occasion import Occasion


def hand_over(acting: Acting, request: Handover, occasion: Occasion, *, version: int | None = None) -> HouseholdEvent:
    """The move with this occasion; without a scan of its own the paper of the request goes along.

    Raises `NotAllowedError` without the right where the household stands; `RefusedError` for a closed request, and
    what `move_household` refuses.
    """
    with transaction.atomic():
        row = locked_open(request)
        home = row.household
        acting.require(Capability.HOUSEHOLD_EDIT, home)
        row.commune = home.commune
        told = occasion if occasion.paper else replace(occasion, paper=row.paper)
        event = move_household(acting, home, row.to_commune, row.to_village, told, address=row.address, version=version)
        close(acting, row, HandoverState.DONE, place=home, event=event)
    return event
