"""The board of the Front: meetings to come and to remark on, lists that hang out now."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.desk.chosen import chosen
from rasoat.web.reviews.models import Meeting, Posting, VillageReview

SHOWN = 20


def board(request: HttpRequest) -> Mapping[str, Any] | None:
    """For observers only: officers write remarks down too, but theirs is another board (five queries)."""
    acting = acting_of(request)
    if Role.FRONT_OBSERVER not in acting.policy.roles():
        return None
    picked = chosen(request, acting)
    told: dict[str, Any] = {"round": picked.row, "tabs": picked.tabs}
    if picked.row is None:
        return told
    seen = acting.policy.visible
    reviews = seen(Capability.REMARK_WRITE, VillageReview.objects.filter(round=picked.row))
    meetings = Meeting.objects.filter(review__round=picked.row).select_related("review__village", "review__commune")
    postings = Posting.objects.filter(review__round=picked.row, ended_on=None).select_related("review__village")
    held = seen(Capability.REMARK_WRITE, meetings, prefix="review__").order_by("-happened_on", "-pk")
    return told | {
        "coming": reviews.filter(Q(meeting_at__gte=timezone.now()))
        .select_related("village")
        .order_by("meeting_at")[:SHOWN],
        "held": held[:SHOWN],
        "posted": seen(Capability.REMARK_WRITE, postings, prefix="review__").order_by("ends_on")[:SHOWN],
    }
