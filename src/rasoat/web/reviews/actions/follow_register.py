"""Bring a case after its household when the event was written at the page of the household."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.models import HouseholdEvent
from rasoat.web.reviews.changing import locked
from rasoat.web.reviews.life.following import follow
from rasoat.web.reviews.models import Case


def follow_register(acting: Acting, case: Case) -> Case:
    """Names and numbers follow; a household that left the register leaves the round.

    Raises `NotAllowedError`, `RefusedError`.
    """
    with transaction.atomic():
        case = locked(case)
        acting.require(Capability.REVIEW_RUN, case)
        events = HouseholdEvent.objects.filter(household=case.household, undone_by__isnull=True)
        follow(acting, case, events.order_by("-on", "-id").first())
    return case
