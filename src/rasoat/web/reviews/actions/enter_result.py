"""Enter the class that a signed list gives a household, under a standard that is blocked or has no point table."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.reviews.changing import locked, note, results_of
from rasoat.web.reviews.models import Case, Result
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.signed.results import (
    Given,
    SignedResult,
    check_class,
    check_document,
    check_standard,
    write_results,
)

__all__ = ["SignedResult", "enter_result"]


def enter_result(acting: Acting, case: Case, said: SignedResult, told: Told, *, version: int | None = None) -> Result:
    """The class becomes the proposal under that standard; the paper it stands on is kept.

    A case of which every standard comes from lists counts as locked. Raises `NotAllowedError`; `RefusedError`: the
    standard is scored from forms, an unknown class, no document, or the result has gone further already.
    """
    with transaction.atomic():
        once(told.key, Result)
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        check_standard(case.round, said.standard_id)
        check_class(said.household_class)
        check_document(said.document)
        results = {row.standard_id: row for row in results_of(case)}
        columns = recorded(acting, told, bound=f"case:{case.public_id}")
        given = Given(case, results[said.standard_id], said)
        (result,), others = write_results(acting, case.round, [given], columns)
        done(told.key, result)
        note(
            acting, "reviews.result_entered", case, [result, *others, *kept_paper(columns)],
            capability=Capability.REVIEW_RUN, moved=True,
            after={"standard": said.standard_id, "class": said.household_class, "document": said.document},
        )  # fmt: skip
    return result
