"""A household leaves the round: it moved away, stands on the list of another commune, or is no more."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, note
from rasoat.web.reviews.life.leaving import take_out
from rasoat.web.reviews.life.steps import keep_step
from rasoat.web.reviews.models import Case, CaseStep, Situation, StepKind
from rasoat.web.reviews.moving import for_the_ledger
from rasoat.web.reviews.once import once
from rasoat.web.reviews.recording import Told

LEAVES = frozenset({Situation.MOVED_OUT, Situation.ELSEWHERE, Situation.DISSOLVED, Situation.MERGED})
"""Situations that end a case at once. Absence, refusal and silence end it when the board has confirmed them."""


def leave_round(
    acting: Acting, case: Case, situation: Situation, reason: str, told: Told, *, note_text: str = "",
    version: int | None = None,
) -> Case:  # fmt: skip
    """Close the case; it counts as "khác" in reports 2 and 3. `note_text`: what is shown, such as where else it stands.

    Raises `NotAllowedError`; `RefusedError`: no reason, another kind of situation, decided already, a day that cannot
    be; `AlreadyDoneError` when this request was written before.
    """
    if situation not in LEAVES:
        raise RefusedError(
            _("“%(label)s” không đưa hộ ra khỏi đợt.") % {"label": situation.label},
            remedy=_("Ghi tình huống, rồi để Ban Chỉ đạo xác nhận."), field="situation",
        )  # fmt: skip
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        once(told.key, CaseStep)
        kept = keep_step(acting, case, StepKind.LEFT, told, text=reason, situation=situation)
        rows = take_out(
            case, "leave", reason, situation=situation, situation_note=note_text.strip() or reason.strip(),
            situation_confirmed_by=acting.user,
        )  # fmt: skip
        note(
            for_the_ledger(acting, told), "reviews.case_left", case, [*kept, *rows], capability=Capability.REVIEW_RUN,
            after={"situation": situation.value}, reason=reason, moved=True,
        )  # fmt: skip
    return case
