"""What the public site shows: newest publications, how far open rounds are, names while there is a basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.public.models import NamesBasis, Publication, PublicSite
from rasoat.web.register.models import Decision, DecisionLine, DecisionState
from rasoat.web.reviews.models import PostedCase, VillageReview
from rasoat.web.rounds.models import Purpose, Round, RoundState
from rasoat.web.rounds.stages import ORDER, Stage


def site_of(province: Unit) -> PublicSite:
    """The switches of a province; the usual ones, not saved, where it has set none."""
    return PublicSite.objects.filter(province=province).first() or PublicSite(province=province)


def provinces_of_today(on: date) -> QuerySet[Unit]:
    """Provinces on today's map, in order."""
    return Unit.objects.filter(alive(on), level=Level.PROVINCE).order_by("sort_key", "pk")


def newest_publications() -> QuerySet[Publication]:
    """What counts now: the newest of each province, year and standard that is not withdrawn."""
    same = Publication.objects.filter(
        province=OuterRef("province"), year=OuterRef("year"), standard_id=OuterRef("standard_id"),
        withdrawn_at__isnull=True,
    ).order_by("-pk")  # fmt: skip
    rows = Publication.objects.filter(pk=Subquery(same.values("pk")[:1])).select_related("province")
    return rows.order_by("-year", "standard_id", "province__sort_key", "province_id")


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """An open round in counts. `steps`: villages by step, in order, with its words; `posted`: those with a posting."""

    row: Round
    villages: int
    posted: int
    steps: tuple[tuple[str, int], ...]


def rounds_shown() -> QuerySet[Round]:
    """Open rounds that count; on a demonstration site its demo rounds stand for those."""
    purpose = Purpose.DEMO if settings.DEMO else Purpose.OFFICIAL
    return Round.objects.filter(state=RoundState.OPEN, purpose=purpose)


def open_rounds(province: Unit) -> list[RoundCounts]:
    """Rounds of a province that are open, in counts of villages (three queries)."""
    rows = list(
        rounds_shown().filter(province=province).select_related("commune").order_by("-starts_on", "-pk")[:50]
    )  # fmt: skip
    by_round: dict[int, dict[str, int]] = {}
    stages = VillageReview.objects.filter(round__in=rows).values_list("round_id", "stage").annotate(count=Count("pk"))
    for round_id, stage, count in stages.order_by():
        by_round.setdefault(round_id, {})[stage] = count
    hung = PostedCase.objects.filter(posting__review__round__in=rows).values("posting__review__round_id")
    posted = dict(
        hung.annotate(count=Count("posting__review", distinct=True))
        .order_by().values_list("posting__review__round_id", "count")
    )  # fmt: skip
    return [_round(row, by_round.get(row.pk, {}), posted.get(row.pk, 0)) for row in rows]


def _round(row: Round, stages: Mapping[str, int], posted: int) -> RoundCounts:
    steps = tuple((str(Stage(code).label), stages[code]) for code in ORDER if code in stages)
    return RoundCounts(row, sum(stages.values()), posted, steps)


def bases_in_force(on: date) -> QuerySet[NamesBasis]:
    """Legal bases for names that hold on a day."""
    return NamesBasis.objects.filter(valid_from__lte=on, valid_until__gte=on, withdrawn_at__isnull=True)


def names_basis(commune: Unit, on: date) -> NamesBasis | None:
    """The basis for the names of a commune's list on a day; the youngest."""
    own = Q(commune=commune) | Q(commune__isnull=True)
    return bases_in_force(on).filter(own, province=commune.province_id).order_by("-pk").first()


def names_of(commune: Unit, basis: NamesBasis) -> list[dict[str, Any]]:
    """Heads of households on the list with village and class, and nothing else of them; in order of villages."""
    decisions = Decision.objects.filter(
        commune=commune, year=basis.year, standard_id=basis.standard_id, state=DecisionState.VALID, watermark=""
    )
    rows = (
        DecisionLine.objects.filter(decision__in=decisions)
        .select_related("village", "household")
        .order_by("decision__effective_from", "decision__recorded_at", "pk")
    )
    latest = {row.household_id: row for row in rows}
    listed = [row for row in latest.values() if row.household_class in {"poor", "near_poor"}]
    listed.sort(key=lambda row: (row.village.sort_key if row.village else "", row.household.sort_key, row.pk))
    return [
        {"name": row.head_name, "village": row.village, "household_class": row.household_class} for row in listed
    ]  # fmt: skip
