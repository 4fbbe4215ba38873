"""Write units and their lineage in bulk, repeatably: what is there stays as the office left it."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import F

from rasoat.web.areas.models import Level, Succession, Unit
from rasoat.web.areas.naming import set_name

DATA = Path(__file__).parent / "data"
BATCH = 500
_ORDER = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit to be written. `key`: the code, with `~YEAR` for one that ended; `parent`: the key of the unit above."""

    key: str
    code: str
    name: str
    kind: str
    level: str
    parent: str = ""
    area: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    source: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One line of lineage, by keys as in the same file of units."""

    before: str
    after: str
    kind: str
    on: date | None = None
    share: Decimal | None = None
    document: str = ""
    source: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Loaded:
    """What a load did. `ids`: the row of every key of the file, whatever its key is today."""

    ids: Mapping[str, int]
    added: Sequence[Unit]
    successions: Sequence[Succession] = ()


def load_shipped_units() -> Loaded:
    """Write the shipped units of Vietnam, old map and new; a second run adds nothing."""
    with transaction.atomic():
        loaded = add_units(list(shipped_units()))
        return Loaded(loaded.ids, loaded.added, add_successions(list(shipped_successions()), loaded.ids))


def add_units(rows: Sequence[UnitRow]) -> Loaded:
    """Write the units that are not there yet, upper levels first, in one transaction.

    A unit is there when one of its level has its code and first day, even if it has ended or got another name since.
    Parents are keys of `rows`, else of the database. Raises `KeyError` for a parent that is in neither.
    """
    with transaction.atomic():
        known = {(unit.level, unit.code, unit.valid_from): unit for unit in _of_codes({row.code for row in rows})}
        placed: dict[str, Unit] = {}
        added: list[Unit] = []
        for level in _ORDER:
            fresh = []
            for row in (each for each in rows if each.level == level):
                unit = known.get((level, row.code, row.valid_from))
                if unit is None:
                    unit = _unit(row, _parent(row, placed))
                    fresh.append(unit)
                placed[row.key] = unit
            Unit.objects.bulk_create(fresh, batch_size=BATCH)
            _point_at_themselves(level, fresh)
            added += fresh
        return Loaded({key: unit.pk for key, unit in placed.items()}, added)


def add_successions(rows: Sequence[SuccessionRow], ids: Mapping[str, int]) -> list[Succession]:
    """Write lineage that is not there yet. `ids`: the units by the keys of the file (`Loaded.ids`)."""
    there = set(Succession.objects.values_list("before_id", "after_id", "on"))
    fresh = [
        Succession(
            before_id=ids[row.before], after_id=ids[row.after], kind=row.kind, on=row.on, share=row.share,
            document=row.document, source=row.source, mark=row.mark,
        )
        for row in rows if (ids[row.before], ids[row.after], row.on) not in there
    ]  # fmt: skip
    return Succession.objects.bulk_create(fresh, batch_size=BATCH)


def shipped_units() -> Iterator[UnitRow]:
    """The lines of units.csv."""
    for line in _lines(DATA / "units.csv"):
        yield UnitRow(
            line["key"], line["code"], line["name"], line["kind"], line["level"], line["parent"], line["area"],
            _day(line["valid_from"]), _day(line["valid_until"]), _number(line["latitude"]), _number(line["longitude"]),
            line["source"], line["mark"],
        )  # fmt: skip


def shipped_successions() -> Iterator[SuccessionRow]:
    """The lines of successions.csv."""
    for line in _lines(DATA / "successions.csv"):
        share = Decimal(line["share"]) if line["share"] else None
        yield SuccessionRow(
            line["before"], line["after"], line["kind"], _day(line["on"]), share, "", line["source"], line["mark"]
        )


def _of_codes(codes: Iterable[str]) -> Iterator[Unit]:
    ordered = sorted(codes)
    for at in range(0, len(ordered), BATCH):
        yield from Unit.objects.filter(code__in=ordered[at : at + BATCH])


def _parent(row: UnitRow, placed: Mapping[str, Unit]) -> Unit | None:
    if not row.parent:
        return None
    if row.parent in placed:
        return placed[row.parent]
    above = Unit.objects.filter(key=row.parent).first()
    if above is None:
        raise KeyError(f"{row.key}: no unit {row.parent} above it")
    return above


def _unit(row: UnitRow, parent: Unit | None) -> Unit:
    unit = Unit(
        key=row.key, code=row.code, kind=row.kind, level=row.level, area=row.area, valid_from=row.valid_from,
        valid_until=row.valid_until, latitude=row.latitude, longitude=row.longitude, source=row.source, mark=row.mark,
    )  # fmt: skip
    if parent is not None:
        unit.parent_id = parent.pk
        unit.province_id = parent.province_id or (parent.pk if parent.level == Level.PROVINCE else None)
        unit.commune_id = parent.pk if row.level == Level.VILLAGE else None
        unit.area = row.area or (parent.area if row.level == Level.VILLAGE else "")
    return set_name(unit, row.name)


def _point_at_themselves(level: str, units: Sequence[Unit]) -> None:
    """A province is its own province, a commune its own commune."""
    column = {Level.PROVINCE: "province", Level.COMMUNE: "commune"}.get(Level(level))
    if column is None:
        return
    ids = [unit.pk for unit in units]
    for unit in units:
        setattr(unit, f"{column}_id", unit.pk)
    for at in range(0, len(ids), BATCH):
        Unit.objects.filter(pk__in=ids[at : at + BATCH]).update(**{column: F("pk")})


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None
