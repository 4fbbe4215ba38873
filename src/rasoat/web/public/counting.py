"""The counts of a publication: signed and confirmed decisions of a year by commune and class, small counts left out."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils import timezone

from rasoat.web.areas.models import Level, Unit, UnitTotal
from rasoat.web.areas.queries import alive
from rasoat.web.public.suppression import blanked, grid
from rasoat.web.register.models import Decision, DecisionLine, DecisionState
from rasoat.web.reviews.models import RoundDecision
from rasoat.web.rounds.models import RoundKind

CLASSES = ("poor", "near_poor")
OTHERS, TOTAL, ALL = "others", "total", "*"


@dataclass(frozen=True, slots=True)
class Counted:
    """What is published. `as_of`: the day of the last decision counted."""

    figures: dict[str, Any]
    as_of: date


def count_results(province: Unit, year: int, standard_id: str, threshold: int) -> Counted | None:
    """Communes by class; None when no such decision is there.

    Where the households of every commune are known, those of neither class are counted too, and `total` is all
    households; else `total` is poor and near-poor together. Made-up decisions (with a watermark) never count, but on a
    demonstration site, where everything is made up and says so.
    """
    decisions = Decision.objects.filter(
        province=province, year=year, standard_id=standard_id, state=DecisionState.VALID
    )
    if not settings.DEMO:
        decisions = decisions.filter(watermark="")
    decisions = _of_years_result(decisions)
    last = decisions.aggregate(signed=Max("signed_on"), begun=Max("effective_from"))
    if last["begun"] is None:
        return None
    communes = {unit.pk: unit for unit in Unit.objects.filter(pk__in=decisions.values("commune"))}
    counted = _classes(decisions)
    households = _households(list(communes), year)
    columns = (*CLASSES, OTHERS) if households else CLASSES
    ordered = sorted(communes.values(), key=lambda unit: (unit.sort_key, unit.pk))
    cells = _cells([unit.pk for unit in ordered], columns, counted, households)
    hidden = blanked(
        cells, grid([unit.pk for unit in ordered], columns, all_rows=ALL, all_columns=TOTAL), threshold
    )  # fmt: skip

    def row(key: Any) -> dict[str, int | None]:
        return {name: None if (key, name) in hidden else cells[key, name] for name in (*columns, TOTAL)}

    figures = {
        "columns": [*columns, TOTAL],
        "rows": [{"key": unit.key, "name": unit.full_name, **row(unit.pk)} for unit in ordered],
        "total": row(ALL),
        "missing": _missing(province, set(communes)),
    }
    return Counted(figures, last["signed"] or last["begun"])


def _of_years_result(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those of communes that have the result of their periodic review: a monthly decision alone is not a year's."""
    monthly = RoundDecision.objects.filter(round__kind=RoundKind.REGULAR, decision__in=decisions)
    reviewed = decisions.exclude(pk__in=monthly.values("decision"))
    return decisions.filter(commune__in=reviewed.values("commune"))


def _classes(decisions: Any) -> Counter[tuple[int, str]]:
    """Households by commune and class, each by the last decision of the year that names it."""
    rows = DecisionLine.objects.filter(decision__in=decisions).order_by(
        "decision__effective_from", "decision__recorded_at", "pk"
    )
    named = rows.values_list("household_id", "decision__commune_id", "household_class")
    latest = {home: (commune, found) for home, commune, found in named.iterator(chunk_size=10_000)}
    return Counter((commune, found) for commune, found in latest.values() if commune and found in CLASSES)


def _missing(province: Unit, told: set[int]) -> list[str]:
    """Names of communes of today that have no result of the year."""
    rows = Unit.objects.filter(alive(timezone.localdate()), level=Level.COMMUNE, province=province)
    return [unit.full_name for unit in rows.exclude(pk__in=told).order_by("sort_key", "pk")]


def _households(communes: list[int], year: int) -> Mapping[int, int]:
    """Households of every commune as one office counted them; empty when any is unknown or counted twice."""
    found: dict[int, int] = {}
    sources: dict[int, set[str]] = {}
    rows = UnitTotal.objects.filter(unit__in=communes, year=year)
    for unit, households, source in rows.values_list("unit_id", "households", "source"):
        if households is None:
            return {}
        found[unit] = found.get(unit, 0) + households
        sources.setdefault(unit, set()).add(source)
    whole = set(found) == set(communes) and all(len(names) == 1 for names in sources.values())
    return found if whole else {}


def _cells(
    communes: list[int], columns: tuple[str, ...], counted: Counter[tuple[int, str]], households: Mapping[int, int]
) -> dict[Any, int]:
    cells: dict[Any, int] = {}
    for commune in communes:
        told = {name: counted[commune, name] for name in CLASSES}
        if OTHERS in columns:
            told[OTHERS] = max(0, households[commune] - sum(told.values()))
        cells |= {(commune, name): count for name, count in told.items()}
        cells[commune, TOTAL] = sum(told.values())
    for name in (*columns, TOTAL):
        cells[ALL, name] = sum(cells[commune, name] for commune in communes)
    return cells
