"""What the views of the first steps share: finding rounds, communes, villages, cases inside the own area."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import Case, VillageReview
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.queries import case_by_id, reviews_seen_by
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.queries import communes_seen_by, rounds_seen_by

PAGE = 50


def already(request: HttpRequest, done: AlreadyDoneError, name: str, *where: Any) -> HttpResponse:
    """To the page that shows what the first of two equal requests has written; its message lets the draft go."""
    messages.success(request, str(done))
    return redirect(name, *where)


@dataclass(frozen=True, slots=True)
class Ground:
    """A round in a commune."""

    round: Round
    commune: Unit


def ground_or_404(request: HttpRequest, round_id: int, key: str) -> Ground:
    """The round and the commune, when the person may see both and the commune takes part."""
    acting = acting_of(request)
    row = get_object_or_404(
        rounds_seen_by(acting, Capability.REVIEW_VIEW).select_related("province", "commune"), pk=round_id
    )
    commune = get_object_or_404(
        communes_seen_by(acting, Capability.REVIEW_VIEW).select_related("province", "commune"), key=key
    )
    if not RoundCommune.objects.filter(round=row, commune=commune).exists():
        raise Http404
    return Ground(row, commune)


def case_or_404(request: HttpRequest, public_id: uuid.UUID) -> Case:
    """The case, when the person may see it."""
    found = case_by_id(acting_of(request), public_id)
    if found is None:
        raise Http404
    return found


def review_or_404(request: HttpRequest, review_id: int) -> VillageReview:
    """The village of a round, when the person runs the review there; else 404 out of sight, 403 in sight."""
    acting = acting_of(request)
    found = get_object_or_404(reviews_seen_by(acting), pk=review_id)
    acting.require(Capability.REVIEW_RUN, found)
    return found


def page_of(request: HttpRequest, rows: "QuerySet | list", size: int = PAGE) -> Page:
    """The page in `?trang=`."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))
