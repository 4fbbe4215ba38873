"""Write the household of a request into the register, and say that the request is theirs."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.models import EventKind, Household
from rasoat.web.reviews.actions.link_application import link_application
from rasoat.web.reviews.models import Application


def register_applicant(
    acting: Acting, application: Application, draft: HouseholdDraft, *, kind: EventKind = EventKind.CREATED,
    reason: str = "", document: str = "",
) -> Household:  # fmt: skip
    """The new household, linked to the request. Raises `NotAllowedError`, `RefusedError`: then nothing is written."""
    with transaction.atomic():
        (home,) = add_households(acting, [draft], kind=kind, reason=reason, document=document)
        link_application(acting, application, home)
    return home
