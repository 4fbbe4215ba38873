"""A visit that led to no form: the household was absent, would not answer, or could not be reached."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, note, write_case
from rasoat.web.reviews.models import Attempt, Case, Situation
from rasoat.web.reviews.once import done, once

NOT_MET = frozenset({Situation.ABSENT, Situation.REFUSING, Situation.UNREACHABLE})


def record_attempt(
    acting: Acting, case: Case, on: date, situation: Situation, witness: str, *, note_text: str = "",
    key: uuid.UUID | None = None,
) -> Attempt:  # fmt: skip
    """Keep the visit; the case shows its situation, unconfirmed. `witness`: who was there. `key`: of this one request.

    Raises `NotAllowedError`; `RefusedError`: a day ahead, nobody as a witness, or the case is closed;
    `AlreadyDoneError` when the same visit was written before.
    """
    if situation not in NOT_MET:
        raise RefusedError(_("Chọn vì sao chưa làm được phiếu."), remedy=_("Chọn một lý do."), field="situation")
    if on > acting.today():
        raise RefusedError(_("Ngày đến không được ở tương lai."), remedy=_("Sửa lại ngày."), field="on")
    if not witness.strip():
        raise RefusedError(_("Chưa ghi người làm chứng."), remedy=_("Ghi họ tên người đi cùng."), field="witness")
    with transaction.atomic():
        case = locked(case)
        acting.require(Capability.REVIEW_SURVEY, case)
        once(key, Attempt)
        if case.state not in {"listed", "returned"}:
            raise RefusedError(_("Hộ này không còn chờ khảo sát."), remedy=_("Tải lại trang."), code="wrong-state")
        made = Attempt.objects.create(
            case=case, on=on, situation=situation, witness=clean(witness), note=note_text.strip(),
            entered_by=acting.user,
        )  # fmt: skip
        done(key, made)
        write_case(case, situation=situation, situation_confirmed_by=None)
        note(
            acting, "reviews.attempt_recorded", case, [made], capability=Capability.REVIEW_SURVEY,
            after={"situation": situation.value, "on": on},
        )  # fmt: skip
    return made
