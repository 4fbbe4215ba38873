"""A visit that led to no form: the household was absent, would not answer, or could not be reached."""

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

NOT_MET = frozenset({Situation.ABSENT, Situation.REFUSING, Situation.UNREACHABLE})


def record_attempt(
    acting: Acting, case: Case, told: Told, situation: Situation, witness: str, *, note_text: str = ""
) -> Case:
    """Keep the visit; the case shows its situation, unconfirmed. `told.acted`: who came; `witness`: who was there.

    Raises `NotAllowedError`; `RefusedError`: a day ahead or before the round, nobody as a witness, or the case is
    closed; `AlreadyDoneError` when the same visit was written before.
    """
    if situation not in NOT_MET:
        raise RefusedError(_("Chọn vì sao chưa làm được phiếu."), remedy=_("Chọn một lý do."), field="situation")
    if not witness.strip():
        raise RefusedError(_("Chưa ghi người làm chứng."), remedy=_("Ghi họ tên người đi cùng."), field="witness")
    with transaction.atomic():
        case = locked(case)
        acting.require(Capability.REVIEW_SURVEY, case)
        once(told.key, CaseStep)
        if case.state not in {"listed", "returned"}:
            raise RefusedError(_("Hộ này không còn chờ khảo sát."), remedy=_("Tải lại trang."), code="wrong-state")
        made = keep_step(
            acting, case, StepKind.ATTEMPT, told, text=note_text, witness=witness, situation=situation
        )  # fmt: skip
        write_case(case, situation=situation, situation_confirmed_by=None)
        note(
            for_the_ledger(acting, told), "reviews.attempt_recorded", case, made, capability=Capability.REVIEW_SURVEY,
            after={"situation": situation.value, "on": told.happened_on},
        )  # fmt: skip
    return case
