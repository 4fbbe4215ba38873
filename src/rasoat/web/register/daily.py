"""Decisions begin and run out by the calendar: the stored statuses and totals follow once a day."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Q

from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.models import Decision, DecisionLine, DecisionState
from rasoat.web.register.statuses import refresh_statuses

NAME = "register.statuses"


def follow_the_calendar(since: date, today: date) -> None:
    """Refresh what changed after `since` by decisions that began, or ran out, until today. A transaction a commune."""
    begun = Q(effective_from__gt=since, effective_from__lte=today)
    over = Q(effective_until__gte=since, effective_until__lt=today)
    due: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Decision.objects.filter(begun | over, state=DecisionState.VALID).order_by("commune_id", "pk")
    for commune_id, pk, standard_id in rows.values_list("commune_id", "pk", "standard_id"):
        due[commune_id].append((pk, standard_id))
    for decisions in due.values():
        with transaction.atomic():
            _follow(decisions)


def _follow(decisions: list[tuple[int, str]]) -> None:
    communes: set[int] = set()
    for pk, standard_id in decisions:
        lines = DecisionLine.objects.filter(decision=pk)
        homes = list(lines.values_list("household_id", "household__commune_id"))
        refresh_statuses([pk for pk, _commune in homes], standard_id)
        communes |= {commune for _pk, commune in homes if commune}
    for commune_id in sorted(communes):
        refresh_counts(commune_id)
