"""The board confirms that a household cannot be surveyed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.record_attempt import NOT_MET
from rasoat.web.reviews.changing import locked, note
from rasoat.web.reviews.life.leaving import take_out
from rasoat.web.reviews.life.steps import keep_step
from rasoat.web.reviews.models import Case, CaseStep, Situation, StepKind
from rasoat.web.reviews.moving import for_the_ledger
from rasoat.web.reviews.once import once
from rasoat.web.reviews.recording import Told


def confirm_situation(acting: Acting, case: Case, reason: str, told: Told, *, version: int | None = None) -> Case:
    """The household is closed as absent, refusing or unreachable; it counts as "khác" in reports 2 and 3.

    Raises `NotAllowedError`; `RefusedError`: no attempt recorded, no reason, or nobody else was there: who came does
    not close the case alone; who typed the visit in closes it only from the signed paper of somebody else.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        once(told.key, CaseStep)
        _apart(acting, _visits(case), told)
        kept = keep_step(acting, case, StepKind.CONFIRMED, told, text=reason, situation=Situation(case.situation))
        rows = take_out(case, "leave", reason, situation_note=reason.strip(), situation_confirmed_by=acting.user)
        note(
            for_the_ledger(acting, told), "reviews.situation_confirmed", case, [*kept, *rows],
            capability=Capability.REVIEW_RUN, after={"situation": case.situation}, reason=reason, moved=True,
        )  # fmt: skip
    return case


def _visits(case: Case) -> Sequence[CaseStep]:
    rows = list(case.steps.filter(kind=StepKind.ATTEMPT))
    if case.situation not in NOT_MET or not rows:
        raise RefusedError(
            _("Chưa có lần đến nào được ghi."), remedy=_("Ghi ngày đến, người làm chứng trước."), code="no-attempt"
        )
    return rows


def _apart(acting: Acting, visits: Sequence[CaseStep], told: Told) -> None:
    if {visit.entered_by_id for visit in visits} != {acting.user.pk if acting.user else None}:
        return
    came = {clean(visit.acted).casefold() for visit in visits}
    if not (told.on_behalf and told.paper is not None and came != {clean(told.acted).casefold()}):
        raise RefusedError(
            _("Người ghi lần đến không tự xác nhận."),
            remedy=_("Để người khác của Ban Chỉ đạo xác nhận; hoặc nhập thay từ giấy người đó đã ký, kèm bản chụp."),
            code="same-person",
        )
