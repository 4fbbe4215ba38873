"""A person joins a household; or is added who had been there all along (a list of heads only is completed)."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.duplicates import notice
from rasoat.web.register.happening import Happening
from rasoat.web.register.history import first_day
from rasoat.web.register.member_writing import unknown_members, write_member
from rasoat.web.register.models import EventKind, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion
from rasoat.web.register.to_dos import settle_members_missing


def add_member(
    acting: Acting, home: Household, draft: MemberDraft, occasion: Occasion, *, was_there: bool = False,
    version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """Write a member who joins on the day of the event (marriage, return, adoption).

    `was_there`: the person belonged to the household since its first day and was only missing here; the number of
    members grows only when nobody was counted without a name. Raises `NotAllowedError`, `RefusedError`.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    kind = EventKind.CORRECTION if was_there else EventKind.JOINED
    with transaction.atomic():
        happening = Happening(acting, kind, home, occasion, version=version)
        unknown = unknown_members(happening.home)
        member = write_member(
            happening, happening.home, draft, since=first_day(happening.home) if was_there else occasion.on,
            joined_on=None if was_there else occasion.on, join_kind="" if was_there else EventKind.JOINED,
        )  # fmt: skip
        if not (was_there and unknown):
            happening.grow(happening.home, 1)
        elif unknown == 1:
            settle_members_missing(happening.home)
        event = happening.finish("register.member_added", after={"member": member.full_name, "was_there": was_there})
        notice(acting, [home.pk])
    return event
