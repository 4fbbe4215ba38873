"""Relatives of reviewers that were declared in a village: the minutes of the meeting note them."""

from rasoat.web.reviews.models import Case, VillageReview


def relatives_of(review: VillageReview) -> list[Case]:
    """Cases whose first reviewer was a relative and was substituted, by number (one query)."""
    rows = Case.objects.filter(round=review.round_id, village=review.village_id).exclude(relative_of_reviewer="")
    return list(rows.order_by("number"))
