"""Which class is in force: a query over decisions, and the stored copy that lists use."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from rasoat.web.register.models import DecisionLine, DecisionState, Household, Status
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row

BATCH = 1000


def lines_in_force(
    household_ids: Iterable[int], on: date, standard_id: str = ""
) -> dict[tuple[int, str], DecisionLine]:
    """The line in force on a day, by household and standard.

    It is that of the latest valid decision which has begun and not run out.
    """
    rows = (
        DecisionLine.objects.filter(household__in=list(household_ids), decision__state=DecisionState.VALID)
        .filter(decision__effective_from__lte=on)
        .filter(Q(decision__effective_until__isnull=True) | Q(decision__effective_until__gte=on))
        .select_related("decision")
        .order_by("decision__effective_from", "decision__recorded_at", "id")
    )
    if standard_id:
        rows = rows.filter(decision__standard_id=standard_id)
    return {(row.household_id, row.decision.standard_id): row for row in rows}


def newest_in_force(lines: Iterable[DecisionLine], on: date) -> dict[str, DecisionLine]:
    """The line in force on a day, by standard, among the valid lines of one household, newest first."""
    found: dict[str, DecisionLine] = {}
    for line in lines:
        decision = line.decision
        if decision.effective_from <= on and (decision.effective_until is None or decision.effective_until >= on):
            found.setdefault(decision.standard_id, line)
    return found


def refresh_statuses(household_ids: Sequence[int], standard_id: str) -> None:
    """Write the stored copies of the households again, as of today."""
    today = timezone.localdate()
    for at in range(0, len(household_ids), BATCH):
        ids = household_ids[at : at + BATCH]
        homes = Household.objects.in_bulk(ids)
        found = lines_in_force(ids, today, standard_id)
        Status.objects.filter(household__in=ids, standard_id=standard_id).delete()
        insert(
            make_row(
                Status, household_id=pk, standard_id=standard_id, household_class=line.household_class,
                since=line.decision.effective_from, line=line, province_id=homes[pk].province_id,
                commune_id=homes[pk].commune_id,
            )
            for (pk, _), line in found.items()
        )  # fmt: skip
