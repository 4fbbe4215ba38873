"""Which reports people see, what can be reported, and sums over provinces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from rasoat.tables.reading import Sheet
from rasoat.tables.rounding import rate
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.register.models import Household
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.packing import unpacked
from rasoat.web.reporting.state_graphs import SETTLED
from rasoat.web.rounds.models import Round, RoundKind
from rasoat.web.rounds.queries import OFFICIAL_FIRST, rounds_seen_by
from rasoat.web.vault.models import SealedFile

COUNTS = ("c1", "c2", "c3", "c5", "c7", "c9", "c11", "c13")
"""Columns of report 1 that are counts."""
RATES: Mapping[str, tuple[str, str]] = {
    "c4": ("c3", "c1"), "c6": ("c5", "c1"), "c8": ("c7", "c1"), "c10": ("c9", "c2"), "c12": ("c11", "c2"),
    "c14": ("c13", "c2"),
}  # fmt: skip


def reports_seen_by(acting: Acting) -> QuerySet[Report]:
    """Reports of the own area, newest first. Who sees a commune only sees its reports, not those of the province.

    What nobody has approved yet is seen by those who see the review itself: not by the ministry.
    """
    rows = Report.objects.select_related("province", "commune", "round", "made_by", "approved_by", "job")
    seen = acting.policy.visible(Capability.ROUND_VIEW, rows)
    inside = acting.policy.condition(Capability.REVIEW_VIEW, deepest="commune")
    settled = Q(state__in=SETTLED)
    return seen.filter(settled | inside if inside is not None else settled).order_by("-ordered_at", "-pk")


def places_for(acting: Acting) -> QuerySet[Unit]:
    """Living communes and provinces that the person makes reports of: a province officer also of single communes."""
    own = acting.policy.condition(Capability.REPORT_MAKE, unit_rows=True)
    below = acting.policy.condition(Capability.REPORT_MAKE, deepest="commune")
    if own is None:
        return Unit.objects.none()
    rows = Unit.objects.filter(alive(acting.today()), level__in=(Level.PROVINCE, Level.COMMUNE))
    return rows.filter(own | (below if below is not None else Q(pk__in=[]))).order_by("-level", "sort_key")


def rounds_for(acting: Acting) -> QuerySet[Round]:
    """Periodic rounds that reports can be made of, official ones first; those of the others are for practice."""
    rows = rounds_seen_by(acting, Capability.REPORT_MAKE).filter(kind=RoundKind.PERIODIC).exclude(state="draft")
    return rows.order_by(OFFICIAL_FIRST, "-year", "-starts_on", "-pk")


@dataclass(frozen=True, slots=True)
class Nation:
    """Report 1 of the whole country: a line a province with an approved report, their sum, and who is missing."""

    lines: Sequence[tuple[str, Mapping[str, int | None]]]
    whole: Mapping[str, int | None]
    missing: Sequence[Unit]


def nation(acting: Acting, kind: str, year: int, standard_id: str) -> Nation:
    """Sums of the provinces' settled reports (two queries); rates from the summed counts. Raises `NotAllowedError`."""
    acting.require(Capability.ROUND_VIEW, None)
    rows = reports_seen_by(acting).filter(
        kind=kind, year=year, standard_id=standard_id, commune__isnull=True, state__in=SETTLED, practice=False
    )
    lines, told = [], set()
    for report in rows.order_by("province__sort_key"):
        sheet = Sheet(unpacked(report.figures)["1"])
        counts = {key: sheet.get(sheet.places[0], key) for key in COUNTS}
        lines.append((report.province.full_name, with_rates(counts)))
        told.add(report.province_id)
    whole = {key: _sum([counts[key] for _name, counts in lines]) for key in COUNTS}
    provinces = Unit.objects.filter(alive(acting.today()), level=Level.PROVINCE).exclude(pk__in=told)
    return Nation(lines, with_rates(whole), list(provinces.order_by("sort_key")))


def with_rates(counts: Mapping[str, int | None]) -> dict[str, int | None]:
    """The rates of report 1 from its counts, in hundredths of a percent."""
    return {**counts, **{key: rate(counts[part], counts[base]) for key, (part, base) in RATES.items()}}


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if values and len(known) == len(values) else None


def merit_households(acting: Acting, standard_id: str) -> QuerySet[Household]:
    """Poor and near-poor households with people of merit: for provinces, so that they are looked after."""
    rows = Household.objects.filter(
        ended_on__isnull=True, flag_merit=True, statuses__standard_id=standard_id,
        statuses__household_class__in=("poor", "near_poor"),
    )  # fmt: skip
    provinces = [grant.unit_id for grant in acting.policy.holding(Capability.PATTERN_VIEW) if grant.level == "province"]
    return rows.filter(province__in=provinces).order_by("commune__sort_key", "sort_key", "pk")


def merit_counts(rows: QuerySet[Household]) -> list[dict[str, Any]]:
    """How many by commune and class."""
    counted = rows.order_by("commune__sort_key").values("commune__kind", "commune__name", "statuses__household_class")
    return [dict(row) for row in counted.annotate(count=Count("pk"))]


def may_read_file(acting: Acting, file: SealedFile) -> bool:
    """Tables for whoever sees the report; lists of people only for whoever sees households there."""
    seen = reports_seen_by(acting)
    if seen.filter(Q(excel=file) | Q(pdf=file)).exists():
        return True
    return acting.policy.visible(Capability.HOUSEHOLD_VIEW, Report.objects.filter(lists=file)).exists()
