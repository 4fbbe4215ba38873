"""A member of a household dies."""

from collections.abc import Mapping

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.happening import Happening
from rasoat.web.register.leaving import take_out
from rasoat.web.register.models import EventKind, Household, HouseholdEvent, Member
from rasoat.web.register.occasion import Occasion


def record_death(
    acting: Acting, home: Household, member: Member, occasion: Occasion, *, new_head: Member | None = None,
    relations: Mapping[int, str] | None = None, version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """The member leaves by death. After the head's death a new head is named; after a sole member's the household ends.

    Raises `NotAllowedError`; `RefusedError` when the person does not live there, or no new head is named.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    with transaction.atomic():
        happening = Happening(acting, EventKind.DEATH, home, occasion, member=member, version=version)
        take_out(happening, member, EventKind.DEATH, new_head, relations or {}, ends_as="died")
        return happening.finish("register.member_died")
