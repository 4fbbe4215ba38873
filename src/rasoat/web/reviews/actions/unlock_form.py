"""Open a locked form again; how often that happens is counted and shown to the province."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, move_case, note
from rasoat.web.reviews.models import Case, Entry, Unlock
from rasoat.web.reviews.survey.reopening import reopen_results
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import standing_form


def unlock_form(acting: Acting, case: Case, reason: str, *, version: int | None = None) -> Unlock:
    """The form can be changed by a new one; classes proposed from it are taken back.

    Raises `NotAllowedError`; `RefusedError`: no reason, not locked, nothing but a signed list, or posted already.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        submission = standing_form(case)
        if submission is None:
            raise RefusedError(
                _("Hộ này chỉ có kết quả nhập từ danh sách đã ký."), remedy=_("Dùng “Rút kết quả đã nhập”."),
                code=Entry.SIGNED_LIST.value,
            )  # fmt: skip
        move_case(case, "unlock", reason=reason, unlocks=case.unlocks + 1)
        answered = frozenset(each.standard_id for each in sheet_of(case.round).standards)
        results = reopen_results(case, reason, standards=answered)
        made = Unlock.objects.create(case=case, submission=submission, reason=reason.strip(), by=acting.user)
        note(
            acting, "reviews.form_unlocked", case, [made, *results], capability=Capability.REVIEW_RUN,
            after={"times": case.unlocks}, reason=reason, moved=True,
        )  # fmt: skip
    return made
