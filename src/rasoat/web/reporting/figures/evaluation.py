"""The evaluation of a standard at the end of its years: classes, movement between years, indicators, from decisions."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from rasoat.law.watermark import join_watermarks
from rasoat.tables.inputs import LISTED
from rasoat.tables.report import Kind, ReportTable
from rasoat.tables.rounding import rate
from rasoat.web.areas.models import Level, UnitTotal
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.law import book
from rasoat.web.register.models import Decision, DecisionLine, DecisionState
from rasoat.web.reporting.figures.official import Made
from rasoat.web.reporting.figures.own_tables import own_table
from rasoat.web.reporting.models import Report

State = dict[int, tuple[str, int | None, str]]
"""By household: class, members, deprived indicators."""
_NAMES = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo", "": "Không trong danh sách"}
_NOTE = "Tính từ các quyết định có hiệu lực trong sổ; năm không có quyết định thì để trống."


def make_evaluation(report: Report, tell: Callable[[int, int], None]) -> Made:
    """Tables DG1 (classes), DG2 (movement) and DG3 (indicators), a line a year."""
    first = report.first_year or report.year
    years = list(range(first, report.year + 1))
    found: dict[int, State | None] = {}
    for at, year in enumerate(years, 1):
        found[year] = state_in(report, year)
        tell(at, len(years))
    totals = _households(report, years)
    watermark = join_watermarks(*_decisions(report, years).order_by("watermark").values_list("watermark", flat=True))
    common: dict[str, Any] = {
        "standard_id": report.standard_id, "period": f"{first}-{report.year}", "notes": (_NOTE,),
        "parent_name": report.province.full_name if report.commune else "", "watermark": watermark,
    }  # fmt: skip
    name = report.place.full_name
    made = [
        _classes(name, found, totals, common),
        _movement(name, found, common),
        _indicators(name, report, found, common),
    ]
    gaps = [{"unit": None, "name": str(year), "why": "no_decision"} for year in years if found[year] is None]
    return Made(made, gaps=gaps, watermark=watermark)


def _decisions(report: Report, years: Sequence[int]) -> QuerySet[Decision]:
    """What is in force in the years; decisions that bear a watermark make the tables bear it."""
    level = "commune" if report.commune_id else "province"
    return Decision.objects.filter(
        state=DecisionState.VALID, standard_id=report.standard_id, year__in=years,
        **{f"{level}__in": whole_predecessors({report.place.pk})},
    )  # fmt: skip


def state_in(report: Report, year: int) -> State | None:
    """The last word of the year's decisions on each household; None when there is no decision of that year."""
    rows = DecisionLine.objects.filter(decision__in=_decisions(report, [year])).order_by(
        "decision__effective_from", "decision__recorded_at", "pk"
    )
    told = rows.values_list("household_id", "household_class", "member_count", "deprived")
    return {home: (klass, size, deprived) for home, klass, size, deprived in told.iterator(5000)} or None


def _households(report: Report, years: list[int]) -> dict[int, int | None]:
    """All households of the place by year as offices counted them; None where a commune is missing."""
    units = whole_predecessors({report.place.pk})
    own: dict[int, dict[tuple[int, str], int | None]] = {}
    for row in UnitTotal.objects.filter(unit__in=units, year__in=years).order_by("pk"):
        own.setdefault(row.year, {})[row.unit_id, row.area] = row.households
    if report.commune_id is None:
        rows = UnitTotal.objects.filter(province__in=units, unit__level=Level.COMMUNE, year__in=years).order_by("pk")
        below: dict[int, dict[tuple[int, str], int | None]] = {}
        for row in rows:
            below.setdefault(row.year, {})[row.unit_id, row.area] = row.households
        own = below | own
    found: dict[int, int | None] = {}
    for year in years:
        counts = list(own.get(year, {}).values())
        known = [count for count in counts if count is not None]
        found[year] = sum(known) if counts and len(known) == len(counts) else None
    return found


def _classes(
    name: str, found: dict[int, State | None], totals: dict[int, int | None], common: dict[str, Any]
) -> ReportTable:
    columns = (
        ("households", "Tổng số hộ", Kind.COUNT),
        ("poor", "Hộ nghèo", Kind.COUNT), ("poor_rate", "Tỷ lệ (%)", Kind.RATE),
        ("near_poor", "Hộ cận nghèo", Kind.COUNT), ("near_poor_rate", "Tỷ lệ (%)", Kind.RATE),
        ("poor_persons", "Khẩu nghèo", Kind.COUNT), ("near_poor_persons", "Khẩu cận nghèo", Kind.COUNT),
    )  # fmt: skip
    lines: list[tuple[str, list[int | None]]] = []
    for year, state in found.items():
        counts = Counter(klass for klass, _size, _deprived in (state or {}).values())
        told = [counts[klass] if state is not None else None for klass in LISTED]
        rates = [rate(count, totals[year]) for count in told]
        persons = [None if state is None else _persons(state, klass) for klass in LISTED]
        lines.append((str(year), [totals[year], told[0], rates[0], told[1], rates[1], *persons]))
    return own_table(
        "DG1", "Hộ nghèo, hộ cận nghèo qua các năm", name, columns, _whole(name, 7, lines), heading="Năm", **common
    )


def _persons(state: State, klass: str) -> int | None:
    sizes = [size for own, size, _deprived in state.values() if own == klass]
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def _movement(name: str, found: dict[int, State | None], common: dict[str, Any]) -> ReportTable:
    """From year to year: how many households went from each class to each."""
    pairs = [(one, other) for one in _NAMES for other in _NAMES if one or other]
    columns = [(f"m{at}", f"{_NAMES[one]} → {_NAMES[other]}", Kind.COUNT) for at, (one, other) in enumerate(pairs, 1)]
    lines: list[tuple[str, list[int | None]]] = []
    for year, state in found.items():
        before = found.get(year - 1)
        if year - 1 not in found:
            continue
        if before is None or state is None:
            lines.append((f"{year - 1} → {year}", [None] * len(pairs)))
            continue
        moves = Counter((_listed(before, home), _listed(state, home)) for home in before.keys() | state.keys())
        lines.append((f"{year - 1} → {year}", [moves[pair] for pair in pairs]))
    return own_table(
        "DG2", "Biến động giữa các năm", name, columns, _whole(name, len(pairs), lines), heading="Năm", **common
    )


def _listed(state: State, home: int) -> str:
    klass = state[home][0] if home in state else ""
    return klass if klass in LISTED else ""


def _indicators(name: str, report: Report, found: dict[int, State | None], common: dict[str, Any]) -> ReportTable:
    """Poor and near-poor households deprived in each indicator; blank where a decision does not tell them."""
    standard = book().standard(report.standard_id)
    columns = [
        ("base", "Hộ nghèo, cận nghèo", Kind.COUNT),
        *((each.code, each.name.vi, Kind.COUNT) for each in standard.indicators),
    ]
    lines: list[tuple[str, list[int | None]]] = []
    for year, state in found.items():
        told = [deprived for klass, _size, deprived in (state or {}).values() if klass in LISTED]
        counts = Counter(code for deprived in told for code in deprived.split(";") if code)
        known = state is not None and any(told)
        cells = [
            len(told) if state is not None else None,
            *(counts[code] if known else None for code in standard.indicator_codes),
        ]
        lines.append((str(year), cells))
    whole = _whole(name, len(columns), lines)
    return own_table("DG3", "Thiếu hụt từng chỉ số qua các năm", name, columns, whole, heading="Năm", **common)


def _whole(name: str, cells: int, lines: list[tuple[str, list[int | None]]]) -> list[tuple[str, list[int | None]]]:
    """Years do not add up: the first line only names the place."""
    return [(name, [None] * cells), *lines]
