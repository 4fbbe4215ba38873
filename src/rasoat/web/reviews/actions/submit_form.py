"""Save a filled form of a household."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import living_members
from rasoat.web.reviews.changing import locked, move_case, note
from rasoat.web.reviews.models import Case, Entry, Submission
from rasoat.web.reviews.survey.allowed import refuse_unless_living, require_fill
from rasoat.web.reviews.survey.checking import check_form
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import Filled, already_sent, write_submission


def submit_form(acting: Acting, case: Case, filled: Filled, *, version: int | None = None) -> Submission:
    """A new submission stands instead of the earlier one, which stays. The same key again gives the same submission.

    The form may be incomplete: what is missing or contradicts itself is told, and refused when the form is locked.
    Raises `NotAllowedError`; `RefusedError`: not open, changed meanwhile, locked, or results come from signed lists.
    """
    with transaction.atomic():
        case = locked(case)
        require_fill(acting, case)
        before = already_sent(case, filled)
        if before is not None:
            return before
        case = locked(case, version=version)
        refuse_unless_living(case)
        sheet = sheet_of(case.round)
        if not sheet.standards:
            raise RefusedError(
                _("Mọi chuẩn của đợt này nhập kết quả từ danh sách đã ký."),
                remedy=_("Dùng “Nhập kết quả đã ký” ở trang hộ."), code="no-form",
            )  # fmt: skip
        checked = check_form(
            sheet, case, case.household, living_members(case.household), filled.answers, filled.told.happened_on
        )
        earlier = list(case.submissions.filter(standing=True).exclude(entry=Entry.SIGNED_LIST))
        for one in earlier:
            one.standing = False
            one.save(update_fields=["standing"])
        move_case(case, "submit")
        made = write_submission(acting, case, replace(filled, notes=checked.kept()), sheet)
        note(
            acting, "reviews.form_submitted", case, [made, *earlier, *([made.paper] if made.paper else [])],
            capability=Capability.REVIEW_SURVEY, after={"form": made.number, "entry": made.entry},
        )  # fmt: skip
    return made
