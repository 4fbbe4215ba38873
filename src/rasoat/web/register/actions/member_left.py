"""A member leaves a household that lives on (marriage, work far away, institution)."""

from collections.abc import Mapping

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.happening import Happening
from rasoat.web.register.leaving import take_out
from rasoat.web.register.models import EventKind, Household, HouseholdEvent, Member
from rasoat.web.register.occasion import Occasion


def member_left(
    acting: Acting, home: Household, member: Member, occasion: Occasion, *, new_head: Member | None = None,
    relations: Mapping[int, str] | None = None, version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """The member leaves on the day of the event; a new head is named when the head leaves.

    Raises `NotAllowedError`; `RefusedError` when the person does not live there, is the last member (that is the
    household moving out or ending), or no new head is named.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    with transaction.atomic():
        happening = Happening(acting, EventKind.LEFT, home, occasion, member=member, version=version)
        take_out(happening, member, EventKind.LEFT, new_head, relations or {}, ends_as="")
        return happening.finish("register.member_left")
