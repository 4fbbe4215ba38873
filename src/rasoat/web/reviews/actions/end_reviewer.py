"""Somebody is a reviewer of a village no longer."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.reviews.models import Case, Reviewer


def end_reviewer(acting: Acting, reviewer: Reviewer, reason: str = "") -> Reviewer:
    """From today; households without a form yet wait for another reviewer. Raises `NotAllowedError`."""
    with transaction.atomic():
        rows = Reviewer.objects.select_for_update(of=("self",)).select_related("review__commune", "user")
        row = rows.get(pk=reviewer.pk)
        review = row.review
        acting.require(Capability.REVIEW_RUN, review)
        if row.ended_on is None:
            row.ended_on = acting.today()
            row.save(update_fields=["ended_on"])
            waiting = list(
                Case.objects.select_for_update().filter(
                    round=review.round_id, village=review.village_id, reviewer=row.user, reviewer_name=row.name,
                    state__in=("listed", "returned"),
                )
            )  # fmt: skip
            for case in waiting:
                case.reviewer, case.reviewer_name = None, ""
                case.version += 1
            Case.objects.bulk_update(waiting, ["reviewer", "reviewer_name", "version"], batch_size=500)
            record(
                acting, "reviews.reviewer_ended", review, unit=review.commune, rows=[row, *waiting],
                after={"name": row.name}, reason=reason, role=acting.role_for(Capability.REVIEW_RUN, review),
            )  # fmt: skip
    return row
