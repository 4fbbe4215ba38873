"""Units of the synthetic province as rows for the loader of units."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from rasoat.demo.province import Province
from rasoat.demo.units import COUNTS
from rasoat.web.areas.loading import UnitRow
from rasoat.web.areas.models import Unit, UnitTotal
from rasoat.web.areas.naming import KINDS
from rasoat.web.showcase.points import Points

SINCE = date(2021, 1, 1)
"""From when the synthetic communes exist: early enough for every year of the history."""


def kind_and_name(full_name: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Split a name written with its kind.

    >>> kind_and_name("Xã Đồng Trám", ("Xã", "Phường"))
    ('Xã', 'Đồng Trám')
    """
    for kind in kinds:
        if full_name.startswith(f"{kind} "):
            return kind, full_name.removeprefix(f"{kind} ")
    return "", full_name


def villages_of(province: Province) -> Iterator[tuple[str, str, str]]:
    """Commune code, village name and area of every village in either year, in order."""
    seen: dict[tuple[str, str], str] = {}
    for data in (province.previous, province.current):
        columns = data.households.select("unit_code", "village", "area").unique(maintain_order=True)
        for code, village, area in columns.iter_rows():
            seen.setdefault((code, village), area)
    for (code, village), area in sorted(seen.items()):
        yield code, village, area


def unit_rows(province: Province) -> list[UnitRow]:
    """Every unit of the synthetic province; villages are numbered inside their commune (`TM0001-03`)."""
    unit_row = partial(UnitRow, source="tỉnh mẫu", mark="synthetic", valid_from=SINCE)
    points = Points(province.seed)
    rows = []
    for row in province.units.unique("unit_code", maintain_order=True).iter_rows(named=True):
        kind, name = kind_and_name(row["name"], KINDS[row["level"]])
        latitude, longitude = points.commune(row["unit_code"]) if row["level"] == "commune" else (None, None)
        rows.append(unit_row(
            row["unit_code"], row["unit_code"], name, kind, row["level"], row["parent_code"] or "",
            (row["area"] or "") if row["level"] == "commune" else "", latitude=latitude, longitude=longitude,
        ))  # fmt: skip
    numbers: Counter[str] = Counter()
    for code, full_name, area in villages_of(province):
        numbers[code] += 1
        key = f"{code}-{numbers[code]:02}"
        kind, name = kind_and_name(full_name, KINDS["village"])
        rows.append(unit_row(key, key, name, kind, "village", code, area))
    return rows


def total_rows(province: Province, units: Mapping[str, Unit]) -> list[UnitTotal]:
    """Households and persons of the communes by area in both years."""
    rows = []
    for year, frame in ((province.previous_year, province.previous_units), (province.year, province.units)):
        for row in frame.filter(frame["level"] == "commune").iter_rows(named=True):
            unit = units[row["unit_code"]]
            rows.append(UnitTotal(
                unit=unit, province=unit.province, commune=unit, year=year, area=row["area"],
                households=row["households"], persons=row["persons"], source="tỉnh mẫu",
                counts={name: row[name] for name in COUNTS if row.get(name) is not None},
            ))  # fmt: skip
    return rows
