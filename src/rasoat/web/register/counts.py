"""Stored totals of the register: recomputed for one commune by the actions that change it."""

from django.db.models import Count, F, Sum

from rasoat.web.register.models import Household, Status, UnitCount


def counted(home: Household) -> tuple[int, int | None, bool, int]:
    """What of a household goes into the totals; a new address alone changes none."""
    return home.commune_id, home.village_id, home.ended_on is None, home.member_count


def refresh_counts(commune_id: int) -> None:
    """Recompute the totals of one commune: living households by village, and by standard and class (two queries)."""
    living = (
        Household.objects.filter(commune_id=commune_id, ended_on__isnull=True)
        .values("province_id", "village_id")
        .annotate(households=Count("id"), persons=Sum("member_count"))
    )
    classed = (
        Status.objects.filter(commune_id=commune_id, household__ended_on__isnull=True)
        .values("province_id", "standard_id", "household_class", village_id=F("household__village_id"))
        .annotate(households=Count("id"), persons=Sum("household__member_count"))
    )
    rows = [UnitCount(commune_id=commune_id, **row) for row in (*living, *classed)]
    UnitCount.objects.filter(commune_id=commune_id).delete()
    UnitCount.objects.bulk_create(rows)
