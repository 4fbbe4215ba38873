"""Communes of which nothing has been heard for a while."""

from datetime import datetime, timedelta

from django.db.models import Q

from rasoat.web.rounds.stages import Stage

DAYS = 7
"""Our choice: a week without a single write, while the round is open and the commune has not finished."""


def silent(now: datetime) -> Q:
    """The filter for communes of rounds (`RoundCommune`) that have been silent."""
    quiet = Q(last_active_at__isnull=True) | Q(last_active_at__lt=now - timedelta(days=DAYS))
    return quiet & ~Q(stage=Stage.DONE)
