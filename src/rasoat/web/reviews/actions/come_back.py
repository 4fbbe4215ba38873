"""Take a household back into the round."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.reviews.changing import locked, note
from rasoat.web.reviews.life.leaving import take_back
from rasoat.web.reviews.models import Case, Situation
from rasoat.web.reviews.survey.allowed import refuse_unless_living


def come_back(acting: Acting, case: Case, reason: str, *, version: int | None = None) -> Case:
    """A household that had left, or was screened out, is surveyed after all.

    Raises `NotAllowedError`, `RefusedError`.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        refuse_unless_living(case)
        rows = take_back(case, reason, situation=Situation.NORMAL, situation_note="", situation_confirmed_by=None)
        note(acting, "reviews.case_back", case, rows, capability=Capability.REVIEW_RUN, reason=reason, moved=True)
    return case
