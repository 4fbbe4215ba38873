"""Send a form back to its reviewer, with the reason."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.reviews.changing import locked, move_case, note
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.reopening import reopen_results
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import standing_form


def send_back_form(acting: Acting, case: Case, reason: str, *, version: int | None = None) -> Case:
    """The form counts no longer; the household is surveyed again. Raises `NotAllowedError`, `RefusedError`."""
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        submission = standing_form(case)
        move_case(case, "send_back", reason=reason)
        answered = frozenset(each.standard_id for each in sheet_of(case.round).standards)
        rows = [*reopen_results(case, reason, standards=answered)]
        if submission is not None:
            submission.standing, submission.returned_reason = False, reason.strip()
            submission.returned_by = acting.user
            submission.save(update_fields=["standing", "returned_reason", "returned_by"])
        note(
            acting, "reviews.form_sent_back", case, [*rows, *([submission] if submission else [])],
            capability=Capability.REVIEW_RUN, reason=reason, moved=True,
        )  # fmt: skip
    return case
