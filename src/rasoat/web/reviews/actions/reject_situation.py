"""The board does not confirm a situation: the household is visited again."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, note, write_case
from rasoat.web.reviews.life.steps import keep_step
from rasoat.web.reviews.models import Case, CaseStep, Situation, StepKind
from rasoat.web.reviews.moving import for_the_ledger
from rasoat.web.reviews.once import once
from rasoat.web.reviews.recording import Told


def reject_situation(acting: Acting, case: Case, reason: str, told: Told, *, version: int | None = None) -> Case:
    """Not confirmed: the household is visited again. The attempts stay. Raises `NotAllowedError`, `RefusedError`."""
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        once(told.key, CaseStep)
        if not reason.strip():
            raise RefusedError(_("Chưa ghi lý do."), remedy=_("Nhập lý do."), field="reason")
        kept = keep_step(acting, case, StepKind.REJECTED, told, text=reason, situation=Situation(case.situation))
        write_case(case, situation=Situation.NORMAL, situation_note=reason.strip(), situation_confirmed_by=None)
        note(
            for_the_ledger(acting, told), "reviews.situation_rejected", case, kept, capability=Capability.REVIEW_RUN,
            reason=reason,
        )  # fmt: skip
    return case
