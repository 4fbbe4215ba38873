"""Take a household back into the round."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.reviews.changing import locked, note
from rasoat.web.reviews.life.leaving import take_back
from rasoat.web.reviews.life.steps import keep_step
from rasoat.web.reviews.models import Case, CaseStep, Situation, StepKind
from rasoat.web.reviews.moving import for_the_ledger
from rasoat.web.reviews.once import once
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.survey.allowed import refuse_unless_living


def come_back(acting: Acting, case: Case, reason: str, told: Told, *, version: int | None = None) -> Case:
    """A household that had left, or was screened out, is surveyed after all.

    Raises `NotAllowedError`, `RefusedError`; `AlreadyDoneError` when this request was written before.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        once(told.key, CaseStep)
        refuse_unless_living(case)
        rows = take_back(case, reason, situation=Situation.NORMAL, situation_note="", situation_confirmed_by=None)
        kept = keep_step(acting, case, StepKind.BACK, told, text=reason)
        note(
            for_the_ledger(acting, told), "reviews.case_back", case, [*kept, *rows], capability=Capability.REVIEW_RUN,
            reason=reason, moved=True,
        )  # fmt: skip
    return case
