"""Give households of a village to a reviewer."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, Reviewer


def assign_cases(acting: Acting, reviewer: Reviewer, numbers: Sequence[int] = ()) -> int:
    """The reviewer surveys these households (by their numbers in the list); without numbers all that nobody has.

    Returns how many. Households with a form keep who filled it in, and a reviewer declared as a relative is not
    given the household again. Raises `NotAllowedError`; `RefusedError` for a reviewer who has ended.
    """
    review = reviewer.review
    acting.require(Capability.REVIEW_RUN, review)
    if reviewer.ended_on is not None:
        raise RefusedError(_("Người này không còn là rà soát viên của thôn."), remedy=_("Chọn người khác."))
    with transaction.atomic():
        rows = Case.objects.select_for_update().filter(
            round=review.round_id, village=review.village_id, state__in=("listed", "returned")
        )
        rows = rows.filter(number__in=numbers) if numbers else rows.filter(reviewer=None, reviewer_name="")
        found = [case for case in rows if not case.relative_of_reviewer.startswith(f"{reviewer.name}: ")]
        for case in found:
            case.reviewer, case.reviewer_name = reviewer.user, reviewer.name
            case.version += 1
        Case.objects.bulk_update(found, ["reviewer", "reviewer_name", "version"], batch_size=500)
        if found:
            record(
                acting, "reviews.cases_assigned", review, unit=review.commune, rows=found,
                after={"reviewer": reviewer.name, "households": len(found)},
                role=acting.role_for(Capability.REVIEW_RUN, review),
            )  # fmt: skip
    return len(found)
