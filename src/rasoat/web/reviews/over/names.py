"""Under which name of the commune a paper of a village was written."""

from datetime import datetime

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import VillageReview


def commune_then(review: VillageReview, at: datetime) -> Unit:
    """The commune of a village's review at a moment: a reprint bears the name that the paper had (one query)."""
    moved = review.moves.filter(at__gt=at).select_related("before__province").first()
    return moved.before if moved is not None else review.commune
