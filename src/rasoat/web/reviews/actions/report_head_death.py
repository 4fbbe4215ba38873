"""The head of a household died and nobody is named in their place yet."""

from datetime import date

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


def report_head_death(acting: Acting, case: Case, on: date, told: Told, *, note_text: str = "") -> Case:
    """The review goes on; a new head must be named (event "Chết" of the register) before the decision.

    `told`: who reported it, and when. Raises `NotAllowedError`; `RefusedError`: a day ahead, or the case is closed;
    `AlreadyDoneError` when this request was written before.
    """
    if on > acting.today():
        raise RefusedError(_("Ngày mất không được ở tương lai."), remedy=_("Sửa lại ngày."), field="on")
    with transaction.atomic():
        case = locked(case)
        acting.require(Capability.REVIEW_SURVEY, case)
        once(told.key, CaseStep)
        if case.state in {"left", "screened_out", "decided"}:
            raise RefusedError(_("Hộ này không còn được rà soát trong đợt."), remedy=_("Tải lại trang."))
        said = f"{_('Chủ hộ mất ngày %(on)s') % {'on': f'{on:%d/%m/%Y}'}}. {note_text}".strip()
        kept = keep_step(acting, case, StepKind.HEAD_DIED, told, text=said)
        write_case(case, situation=Situation.HEAD_DIED, situation_note=said, situation_confirmed_by=None)
        note(
            for_the_ledger(acting, told), "reviews.head_died", case, kept, capability=Capability.REVIEW_SURVEY,
            after={"on": on},
        )  # fmt: skip
    return case
