"""The unit of an address, if the person may see it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from rasoat.web.accounts.views_base import acting_of
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.reach import visible_units


def seen_unit(request: HttpRequest, key: str, level: str = "") -> Unit:
    """The unit with a key; 404 outside the person's area or of another level."""
    rows = visible_units(acting_of(request)).select_related("parent", "province", "commune")
    unit: Unit = get_object_or_404(rows, key=key)
    if level and unit.level != level:
        raise Http404
    return unit
