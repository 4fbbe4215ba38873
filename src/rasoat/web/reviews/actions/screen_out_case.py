"""A household on the list is not reviewed after all; whoever asked gets a written answer."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.applications.changing import move_application
from rasoat.web.reviews.changing import locked, note
from rasoat.web.reviews.life.leaving import take_out
from rasoat.web.reviews.life.steps import keep_step
from rasoat.web.reviews.models import Application, Case, CaseStep, StepKind
from rasoat.web.reviews.moving import for_the_ledger
from rasoat.web.reviews.once import once
from rasoat.web.reviews.recording import Told


def screen_out_case(
    acting: Acting, case: Case, reason: str, told: Told, *, answered_on: date | None = None, version: int | None = None
) -> Case:
    """Close the case before its survey; its requests are answered with the same reason.

    Raises `NotAllowedError`; `RefusedError`: no reason, surveyed already, or a household that is on the current list:
    nobody leaves it but by a review; `AlreadyDoneError` when this request was written before.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        once(told.key, CaseStep)
        if any(case.opening.values()):
            raise RefusedError(
                _("Hộ đang trong danh sách hộ nghèo, hộ cận nghèo: phải được rà soát."),
                remedy=_("Rà soát hộ; chuyển đi, mất, vắng nhà, từ chối thì ghi ở trang của hộ."), code="on-list",
            )  # fmt: skip
        rows = take_out(case, "screen_out", reason)
        kept = keep_step(acting, case, StepKind.SCREENED_OUT, told, text=reason)
        asked = list(Application.objects.select_for_update().filter(case=case, state="taken"))
        for request in asked:
            move_application(request, "screen_out", reason=reason, answer=reason.strip(), answered_on=answered_on)
        note(
            for_the_ledger(acting, told), "reviews.case_screened_out", case, [*kept, *rows, *asked],
            capability=Capability.REVIEW_RUN, reason=reason, moved=True,
        )  # fmt: skip
    return case
