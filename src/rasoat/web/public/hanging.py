"""Where lists hang: places and days by village, and how many villages by commune. Never a name of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q

from rasoat.web.areas.models import Unit
from rasoat.web.public.queries import rounds_shown
from rasoat.web.reviews.models import Posting


@dataclass(frozen=True, slots=True)
class Hanging:
    """A commune: villages with a list that hangs on the day, the first and last of its days."""

    commune: Unit
    villages: int
    first: date
    last: date


def communes_hanging(province: Unit, on: date) -> list[Hanging]:
    """Communes of a province in which a list hangs, in order (two queries)."""
    found = (
        Posting.objects.filter(_hangs(on), review__round__in=rounds_shown(), review__province=province)
        .values("review__commune").order_by()
        .annotate(villages=Count("review__village", distinct=True), first=Min("happened_on"), last=Max("ends_on"))
    )  # fmt: skip
    counts: dict[int, Any] = {each["review__commune"]: each for each in found if each["review__commune"]}
    units = Unit.objects.filter(pk__in=list(counts)).order_by("sort_key", "pk")
    return [Hanging(unit, *(counts[unit.pk][name] for name in ("villages", "first", "last"))) for unit in units]


def villages_hanging(commune: Unit, on: date) -> Sequence[Posting]:
    """The lists that hang in a commune, by village (one query)."""
    rows = Posting.objects.filter(_hangs(on), review__round__in=rounds_shown(), review__commune=commune)
    rows = rows.select_related("review__village", "review__round")
    return list(rows.order_by("review__village__sort_key", "review__village_id", "number"))


def _hangs(on: date) -> Q:
    """Put up, and its days are not over; one that was taken down on its last day hung on that day."""
    return Q(happened_on__lte=on, ends_on__gte=on) & (Q(ended_on__isnull=True) | Q(ended_on__gte=on))
