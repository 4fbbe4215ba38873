"""Rows as typed tables, the register of units, and the history of earlier years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Dataset
from rasoat.tables.inputs import HISTORY_COLUMNS
from rasoat.tables.units import TOTALS
from rasoat.web.areas.models import Unit, UnitTotal
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.register.models import DecisionLine, DecisionState

_KEYS = ("household_id", "unit_code", "village", "area", "class", "household_size")


def round_frame(rows: Sequence[Mapping[str, Any]], indicators: Sequence[str]) -> pl.DataFrame:
    """Households of one round; a column for each name that some row has."""
    names = dict.fromkeys([*_KEYS, *(name for row in rows for name in row)])
    schema = {name: HOUSEHOLD_COLUMNS.get(name, pl.Int8()) for name in names} | dict.fromkeys(indicators, pl.Int8())
    kept = {name: schema[name] for name in names}
    return pl.DataFrame([{name: row.get(name) for name in kept} for row in rows], schema=kept)


def dataset(
    rows: Sequence[Mapping[str, Any]], members: Sequence[Mapping[str, Any]], indicators: Sequence[str]
) -> Dataset:
    """A round with its members."""
    return Dataset(round_frame(rows, indicators), pl.DataFrame(list(members), schema=MEMBER_COLUMNS))


def units_frame(top: Unit, communes: Iterable[Unit], year: int) -> pl.DataFrame:
    """The place of the report with its communes, and their totals of the year where an office counted them."""
    parts = [unit for unit in communes if unit.pk != top.pk]
    totals: dict[int, dict[str, UnitTotal]] = defaultdict(dict)
    wanted = [unit.pk for unit in (top, *parts)]
    for total in UnitTotal.objects.filter(unit__in=wanted, year=year).order_by("pk"):
        totals[total.unit_id][total.area] = total
    rows = list(_unit_rows(top, "", {} if parts else totals[top.pk]))
    for unit in parts:
        rows += _unit_rows(unit, top.code, totals[unit.pk])
    texts = dict.fromkeys(("unit_code", "name", "level", "parent_code", "area"), pl.String())
    return pl.DataFrame(rows, schema={**texts, **dict.fromkeys(TOTALS, pl.Int64())})


def _unit_rows(unit: Unit, parent: str, totals: Mapping[str, UnitTotal]) -> Iterable[dict[str, Any]]:
    base = {"unit_code": unit.code, "name": unit.full_name, "level": unit.level, "parent_code": parent}
    by_area = {area: total for area, total in totals.items() if area} or dict(totals)
    if not by_area:
        yield base
    for area, total in by_area.items():
        counts = {name: total.counts.get(name) for name in TOTALS}
        counts |= {"households": total.households, "persons": total.persons}
        yield {**base, "area": area or None, **counts}


def history_frame(place: Unit, standard_id: str, year: int) -> pl.DataFrame | None:
    """Classes of decisions of earlier years; None when nothing is known from before the opening list."""
    units = whole_predecessors({place.pk})
    lines = DecisionLine.objects.filter(
        decision__state=DecisionState.VALID, decision__standard_id=standard_id, decision__year__lt=year
    )
    level = "decision__commune__in" if place.level == "commune" else "decision__province__in"
    rows = list(
        lines.filter(**{level: units}).order_by().values_list("household__code", "decision__year", "household_class")
    )
    if not any(told < year - 1 for _code, told, _class in rows):
        return None
    schema = {name: HISTORY_COLUMNS[name] for name in ("household_id", "year", "class")}
    return pl.DataFrame(rows, schema=schema, orient="row")
