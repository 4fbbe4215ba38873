"""Who stands on the list of a round: everybody on the current list, and everybody who asked."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from rasoat.web.register.models import Household, Status
from rasoat.web.reviews.listing.building import Listed
from rasoat.web.reviews.models import Application, Case, Origin
from rasoat.web.rounds.models import Round, RoundKind, RoundStandard

ON_THE_LIST = ("poor", "near_poor")


def to_list(
    row: Round, commune_ids: Sequence[int], standards: Sequence[RoundStandard]
) -> tuple[list[Listed], list[Application]]:
    """Households of some communes without a case yet, in the order of lists, and the requests that come with them.

    A periodic round takes the current list (poor and near poor under any of its standards) and every request that
    waits; a regular one only requests received until its first day.
    """
    ids = [standard.standard_id for standard in standards]
    classes: dict[int, dict[str, str]] = {}
    statuses = Status.objects.filter(commune__in=commune_ids, standard_id__in=ids)
    for home, standard, household_class in statuses.values_list("household", "standard_id", "household_class"):
        classes.setdefault(home, {})[standard] = household_class
    requests = waiting(row, commune_ids)
    asked = {each.household_id for each in requests if each.household_id}
    current = {pk for pk, found in classes.items() if set(found.values()) & set(ON_THE_LIST)}
    periodic = row.kind == RoundKind.PERIODIC  # a month reviews nobody for being on the list
    wanted = asked | (current if periodic else set())
    homes = (
        Household.objects.filter(commune__in=commune_ids, ended_on__isnull=True)
        .filter(_among(wanted, commune_ids, ids, row))
        .exclude(Exists(Case.objects.filter(round=row, household=OuterRef("pk"))))
        .order_by("commune_id", "village__sort_key", "village_id", "sort_key", "pk")
    )
    listed = [
        Listed(
            home,
            Origin.CURRENT_LIST if periodic and home.pk in current else Origin.APPLICATION,
            opening=classes.get(home.pk, {}),
        )
        for home in homes
        if home.pk in wanted
    ]
    return listed, requests


def waiting(row: Round, commune_ids: Sequence[int]) -> list[Application]:
    """Requests of households of the register that wait for this round.

    A regular round takes those received until its first day; a later one waits for the next month.
    """
    rows = Application.objects.filter(
        commune__in=commune_ids, state="received", household__isnull=False, household__ended_on__isnull=True
    )
    if row.kind == RoundKind.REGULAR:
        rows = rows.filter(happened_on__lte=row.starts_on)
    return list(rows.order_by("happened_on", "entered_at"))


def _among(wanted: set[int], commune_ids: Sequence[int], standards: Sequence[str], row: Round) -> Q:
    """A filter that holds at least the wanted households: by a subquery, since lists of ids can be too long."""
    found = Q(pk__in=Application.objects.filter(commune__in=commune_ids, state="received").values("household"))
    if row.kind == RoundKind.PERIODIC and wanted:
        statuses = Status.objects.filter(
            commune__in=commune_ids, standard_id__in=standards, household_class__in=ON_THE_LIST
        )
        found |= Q(pk__in=statuses.values("household"))
    return found
