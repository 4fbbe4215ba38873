"""Communes of which nothing has been heard for a while."""

from datetime import datetime, timedelta

from django.db.models import Q

from rasoat.web.rounds.stages import Stage

DAYS = 7
"""Our choice: a week without a single write, while the round is open and the commune has not finished."""


def silent(now: datetime) -> Q:
    """The filter for communes of rounds (`RoundCommune`) that have been silent: since the opening, where there was
    nothing yet.
    """
    since = now - timedelta(days=DAYS)
    never = Q(last_active_at__isnull=True) & (Q(round__opened_at__isnull=True) | Q(round__opened_at__lt=since))
    quiet = never | Q(last_active_at__lt=since)
    return quiet & ~Q(stage=Stage.DONE)
