"""What happens to a household during a round: the register keeps the event, the case follows."""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.models import EventKind, HouseholdEvent
from rasoat.web.reviews.actions.add_case import add_case
from rasoat.web.reviews.changing import locked
from rasoat.web.reviews.life.following import follow
from rasoat.web.reviews.models import Case, Situation


def follow_event(acting: Acting, case: Case, write: Callable[[], HouseholdEvent]) -> HouseholdEvent:
    """Run an action of the register on the household of a case, and bring the case after it, in one transaction.

    A household that ended, or moved to another commune, leaves the round ("khác" in reports 2 and 3); one that split
    off is added to it; names and numbers of members follow. Raises `NotAllowedError`, `RefusedError`.
    """
    with transaction.atomic():
        case = locked(case)
        acting.require(Capability.REVIEW_RUN, case)
        event = write()
        home = case.household
        home.refresh_from_db()
        follow(acting, case, event)
        if event.kind == EventKind.SPLIT and event.other_household is not None:
            reason = _("Tách từ hộ %(code)s trong đợt") % {"code": home.code}
            add_case(acting, case.round, event.other_household, reason, situation=Situation.SPLIT)
    return event
