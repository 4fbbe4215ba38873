"""The board confirms that a household cannot be surveyed."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.record_attempt import NOT_MET
from rasoat.web.reviews.changing import locked, note
from rasoat.web.reviews.life.leaving import take_out
from rasoat.web.reviews.models import Case


def confirm_situation(acting: Acting, case: Case, reason: str, *, version: int | None = None) -> Case:
    """The household is closed as absent, refusing or unreachable; it counts as "khác" in reports 2 and 3.

    Raises `NotAllowedError`; `RefusedError`: no attempt recorded, no reason, or nobody else has recorded a visit: who
    was there does not close the case alone.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        _check(case)
        _apart(acting, case)
        rows = take_out(case, "leave", reason, situation_note=reason.strip(), situation_confirmed_by=acting.user)
        note(
            acting, "reviews.situation_confirmed", case, rows, capability=Capability.REVIEW_RUN,
            after={"situation": case.situation}, reason=reason, moved=True,
        )  # fmt: skip
    return case


def _apart(acting: Acting, case: Case) -> None:
    entered = set(case.attempts.values_list("entered_by_id", flat=True))
    if acting.user is not None and entered == {acting.user.pk}:
        raise RefusedError(
            _("Người ghi lần đến không tự xác nhận."),
            remedy=_("Để người khác của Ban Chỉ đạo xác nhận; hoặc lần đến sau do người khác ghi."), code="same-person",
        )  # fmt: skip


def _check(case: Case) -> None:
    if case.situation not in NOT_MET or not case.attempts.exists():
        raise RefusedError(
            _("Chưa có lần đến nào được ghi."), remedy=_("Ghi ngày đến, người làm chứng trước."), code="no-attempt"
        )
