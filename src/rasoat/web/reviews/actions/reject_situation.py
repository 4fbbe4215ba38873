"""The board does not confirm a situation: the household is visited again."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, note, write_case
from rasoat.web.reviews.models import Case, Situation


def reject_situation(acting: Acting, case: Case, reason: str, *, version: int | None = None) -> Case:
    """Not confirmed: the household is visited again. The attempts stay. Raises `NotAllowedError`, `RefusedError`."""
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        if not reason.strip():
            raise RefusedError(_("Chưa ghi lý do."), remedy=_("Nhập lý do."), field="reason")
        write_case(case, situation=Situation.NORMAL, situation_note=reason.strip(), situation_confirmed_by=None)
        note(acting, "reviews.situation_rejected", case, [], capability=Capability.REVIEW_RUN, reason=reason)
    return case
