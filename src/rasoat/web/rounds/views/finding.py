"""The round or the province of an address, if the person may see it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from rasoat.web.accounts.views_base import acting_of
from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.queries import provinces_seen_by, rounds_shown_to

NATION = "ca-nuoc"
"""In addresses of the calendar: the whole country."""


def seen_round(request: HttpRequest, pk: int) -> Round:
    """The round; 404 outside the person's area."""
    rows = rounds_shown_to(acting_of(request)).select_related("province", "commune", "opened_by")
    return get_object_or_404(rows, pk=pk)


def seen_province(request: HttpRequest, key: str) -> Unit:
    """The province; 404 where the person sees nothing of its rounds."""
    return get_object_or_404(provinces_seen_by(acting_of(request)), key=key)


def first_province(request: HttpRequest) -> Unit | None:
    """The province that a person most likely means: the first that they see."""
    provinces = provinces_seen_by(acting_of(request)).filter(valid_until__isnull=True).order_by("sort_key")
    return provinces.first()
