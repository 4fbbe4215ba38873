"""What the pages of units show: lists, totals on either map, points for the small map."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet, Sum

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.figures import Number, OnMap, Unplaced, lineage_around, on_map
from rasoat.web.areas.lineage import Lineage
from rasoat.web.areas.maps import MapChoice
from rasoat.web.areas.models import Level, Unit, UnitTotal
from rasoat.web.areas.queries import alive, named, whole_predecessors
from rasoat.web.boundaries.reach import visible_units
from rasoat.web.register.models import UnitCount

NAMES = ("households", "persons")


def listed_units(acting: Acting, day: date, *, text: str = "", level: str = "", tag: str = "") -> QuerySet[Unit]:
    """Units that the person sees on the map of a day, in Vietnamese order, filtered."""
    rows = visible_units(acting).filter(alive(day))
    if level:
        rows = rows.filter(level=level)
    if tag:
        held = Q(tags__tag=tag) & (Q(tags__valid_from__isnull=True) | Q(tags__valid_from__lte=day))
        rows = rows.filter(held & (Q(tags__valid_until__isnull=True) | Q(tags__valid_until__gte=day))).distinct()
    return named(rows, text).select_related("parent", "commune").prefetch_related("tags").order_by("sort_key", "id")


@dataclass(frozen=True)
class Figures:
    """Totals by unit on one map, with what could not be placed and the notes of the reader."""

    rows: Sequence[tuple[Unit, Mapping[str, Number]]]
    unplaced: Sequence[tuple[Unit, Unplaced]] = ()
    notes: Sequence[str] = ()
    summed: Mapping[int, Sequence[int]] = field(default_factory=dict)
    by_share: frozenset[int] = frozenset()

    @property
    def total(self) -> Mapping[str, Number]:
        """The sum of the rows; unknown where one is."""
        return {name: _whole([numbers.get(name) for _unit, numbers in self.rows]) for name in NAMES}


def totals_of(province: Unit) -> QuerySet[UnitTotal]:
    """Totals of communes and villages of a province, whatever its name was in their year."""
    provinces = whole_predecessors({province.pk})
    return UnitTotal.objects.filter(province__in=provinces, unit__level__in=(Level.COMMUNE, Level.VILLAGE))


@dataclass(frozen=True)
class Sums:
    """Totals by commune id on one map."""

    rows: Mapping[int, Mapping[str, Number]]
    unplaced: Sequence[Unplaced] = ()
    moved: OnMap | None = None


def commune_sums(totals: Iterable[UnitTotal], choice: MapChoice, lineage: Lineage | None = None) -> Sums:
    """Totals of one year and source by commune: what was counted for a whole commune, else the sum of its villages.

    Today: whole communes move by lineage; a split one without shares is put together from its villages, where these
    were counted. Otherwise: by the commune of their day.
    """
    own: dict[int, Mapping[str, Number]] = {}
    villages: dict[int, list[UnitTotal]] = defaultdict(list)
    for row in totals:
        if row.unit.level == Level.COMMUNE:
            own[row.unit_id] = _add(own.get(row.unit_id), row)
        elif row.commune_id is not None:
            villages[row.commune_id].append(row)
    if not choice.today:
        return Sums({pk: _sum(rows) for pk, rows in villages.items()} | own)
    moved = on_map(own, choice.day, lineage)
    rows: dict[int, Mapping[str, Number]] = dict(moved.rows)
    stuck = {each.unit_id for each in moved.unplaced}
    for commune, counted in villages.items():
        if commune not in own or commune in stuck:
            for row in counted:
                rows[row.unit.commune_id or 0] = _add(rows.get(row.unit.commune_id or 0), row)
            stuck.discard(commune)
    return Sums(rows, [each for each in moved.unplaced if each.unit_id in stuck], moved)


def commune_figures(totals: QuerySet[UnitTotal], choice: MapChoice) -> Figures:
    """`commune_sums` with the units themselves, in Vietnamese order."""
    sums = commune_sums(totals.select_related("unit"), choice)
    units = Unit.objects.in_bulk([*sums.rows, *(each.unit_id for each in sums.unplaced)])
    rows = [(units[pk], numbers) for pk, numbers in sums.rows.items()]
    rows.sort(key=lambda pair: (pair[0].sort_key, pair[0].pk))
    moved = sums.moved
    notes = [] if moved is None else OnMap({}, sums.unplaced, {}, moved.by_share).notes
    return Figures(
        rows, [(units[each.unit_id], each) for each in sums.unplaced], notes,
        {} if moved is None else moved.summed, frozenset() if moved is None else moved.by_share,
    )  # fmt: skip


@dataclass(frozen=True)
class YearTotal:
    """Households and persons of a commune in a year, by one source, on one map."""

    year: int
    source: str
    households: Number
    persons: Number
    left_out: int
    by_share: bool


def totals_by_year(commune: Unit, choice: MapChoice) -> list[YearTotal]:
    """The totals of a commune by year and source, newest first; today with those of the communes it was made of.

    `left_out`: how many of these could not be brought here.
    """
    before = whole_predecessors({commune.pk}) if choice.today else {commune.pk}
    lineage = lineage_around(before)
    rows = UnitTotal.objects.filter(Q(unit__in=before) | Q(commune__in=before)).select_related("unit")
    groups: dict[tuple[int, str], list[UnitTotal]] = defaultdict(list)
    for row in rows:
        groups[row.year, row.source].append(row)
    found = []
    for (year, source), group in sorted(groups.items(), key=lambda item: (-item[0][0], item[0][1])):
        sums = commune_sums(group, choice, lineage)
        numbers = sums.rows.get(commune.pk)
        shared = bool(sums.moved and commune.pk in sums.moved.by_share)
        if numbers is not None or sums.unplaced:
            numbers = numbers or {}
            counted = (numbers.get("households"), numbers.get("persons"))
            found.append(YearTotal(year, source, *counted, left_out=len(sums.unplaced), by_share=shared))
    return found


def _add(sums: Mapping[str, Number] | None, row: UnitTotal) -> Mapping[str, Number]:
    numbers = {name: getattr(row, name) for name in NAMES}
    return numbers if sums is None else {name: _whole([sums[name], numbers[name]]) for name in NAMES}


def _sum(rows: Iterable[UnitTotal]) -> Mapping[str, Number]:
    sums: Mapping[str, Number] | None = None
    for row in rows:
        sums = _add(sums, row)
    return sums or {}


def _whole(numbers: Sequence[Number]) -> Number:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def years_and_sources(totals: QuerySet[UnitTotal]) -> tuple[list[int], list[str]]:
    """The years, newest first, and the sources, most frequent first."""
    pairs = list(totals.values_list("year", "source"))
    return sorted({year for year, _source in pairs}, reverse=True), [
        source for source, _n in Counter(source for _y, source in pairs).most_common()
    ]


def living_counts(unit: Unit) -> tuple[int, int] | None:
    """Living households and persons of the register in a unit, from the stored totals; None where it keeps none."""
    column = {Level.PROVINCE: "province", Level.COMMUNE: "commune", Level.VILLAGE: "village"}.get(Level(unit.level))
    if column is None:
        return None
    found = UnitCount.objects.filter(household_class="", **{column: unit}).aggregate(*(Sum(name) for name in NAMES))
    return None if found["households__sum"] is None else (found["households__sum"], found["persons__sum"] or 0)


@dataclass(frozen=True)
class Point:
    """A centre on the small map, in its own units."""

    unit: Unit
    x: float
    y: float
    here: bool


def map_points(
    unit: Unit, around: Sequence[Unit], *, width: int = 320, height: int = 240, edge: int = 16
) -> list[Point]:
    """Centres of some units, fitted into the small map with true proportions; empty where fewer than two are known."""
    known = [each for each in around if each.latitude is not None and each.longitude is not None]
    if len(known) < 2:
        return []
    middle = math.radians(sum(each.latitude or 0 for each in known) / len(known))
    spots = [((each.longitude or 0) * math.cos(middle), -(each.latitude or 0)) for each in known]
    left, top = min(x for x, _ in spots), min(y for _, y in spots)
    wide, high = max(x for x, _ in spots) - left, max(y for _, y in spots) - top
    scale = min((width - 2 * edge) / (wide or 1e-9), (height - 2 * edge) / (high or 1e-9))
    dx, dy = (width - wide * scale) / 2, (height - high * scale) / 2
    return [
        Point(each, round(dx + (x - left) * scale, 1), round(dy + (y - top) * scale, 1), each.pk == unit.pk)
        for each, (x, y) in zip(known, spots, strict=True)
    ]
