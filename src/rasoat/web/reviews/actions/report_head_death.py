"""The head of a household died and nobody is named in their place yet."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, note, write_case
from rasoat.web.reviews.models import Case, Situation


def report_head_death(acting: Acting, case: Case, on: date, *, note_text: str = "") -> Case:
    """The review goes on; a new head must be named (event "Chết" of the register) before the decision.

    Raises `NotAllowedError`; `RefusedError`: a day ahead, or the case is closed.
    """
    if on > acting.today():
        raise RefusedError(_("Ngày mất không được ở tương lai."), remedy=_("Sửa lại ngày."), field="on")
    with transaction.atomic():
        case = locked(case)
        acting.require(Capability.REVIEW_SURVEY, case)
        if case.state in {"left", "screened_out", "decided"}:
            raise RefusedError(_("Hộ này không còn được rà soát trong đợt."), remedy=_("Tải lại trang."))
        said = _("Chủ hộ mất ngày %(on)s") % {"on": f"{on:%d/%m/%Y}"}
        write_case(
            case, situation=Situation.HEAD_DIED, situation_note=f"{said}. {note_text}".strip(),
            situation_confirmed_by=None,
        )  # fmt: skip
        note(acting, "reviews.head_died", case, [], capability=Capability.REVIEW_SURVEY, after={"on": on})
    return case
