"""What has to be done once a day without anybody asking: each app registers its chores at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rasoat.web.jobs.models import ChoreRun

CLAIM: Final = timedelta(minutes=30)
"""How long a worker may be at a chore before another does it again. Chores are harmless when repeated."""


@dataclass(frozen=True, slots=True)
class Chore:
    """`run(since, today)` does what fell due after the day `since`, in transactions of its own."""

    name: str
    run: Callable[[date, date], None]


_CHORES: dict[str, Chore] = {}


def register_chore(chore: Chore) -> None:
    """Add a chore; called from `AppConfig.ready`."""
    _CHORES[chore.name] = chore


def run_due() -> int:
    """Do the chores that this day has not seen yet, each by one worker. Returns how many."""
    today = timezone.localdate()
    seen = set(ChoreRun.objects.filter(day__gte=today).values_list("name", flat=True))
    due = [chore for name, chore in sorted(_CHORES.items()) if name not in seen]
    return sum(_do(chore, today) for chore in due)


def _do(chore: Chore, today: date) -> bool:
    claimed = _claim(chore.name, today)
    if claimed is None:
        return False
    chore.run(claimed, today)
    with transaction.atomic():
        ChoreRun.objects.filter(name=chore.name).update(day=today, claimed_until=None)
    return True


def _claim(name: str, today: date) -> date | None:
    """The day up to which the chore is done, when this worker is the one to do it now."""
    now = timezone.now()
    with transaction.atomic():
        row, _made = ChoreRun.objects.get_or_create(name=name, defaults={"day": today - timedelta(days=1)})
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        took = ChoreRun.objects.filter(free, pk=row.pk, day__lt=today).update(claimed_until=now + CLAIM)
    return row.day if took else None
