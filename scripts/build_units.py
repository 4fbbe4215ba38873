"""Build the shipped units of Vietnam out of the MIT data of `vietnamadminunits` 1.0.4.

`python scripts/build_units.py PACKAGE_DIR` reads the unpacked package (the folder that holds `vietnamadminunits/` and
its dist-info; never installed, never imported) and writes into `src/rasoat/web/areas/data/` units.csv, successions.csv,
conflicts.csv, the licence text, and the page `docs/vi/tra-cuu/don-vi-mau-thuan.md`. Same input, same bytes.

The package links old and new units by folded names of its own; here they become codes first, and from there on units
are matched by code alone. It gives no dates: 01/07/2025, the day the two tiers began, comes from the domain notes;
every other date stays empty until an office loads it.
"""

import csv
import json
import shutil
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from typing import Any

from unit_conflicts import Conflict, conflicts_of
from unit_conflicts_page import conflicts_page

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/rasoat/web/areas/data"
PAGE = ROOT / "docs/vi/tra-cuu/don-vi-mau-thuan.md"
SOURCE = "vietnamadminunits 1.0.4"
MARK = "secondary"
OLD_END, NEW_START = "2025-06-30", "2025-07-01"
URBAN, RURAL = ("Phường", "Thị trấn"), ("Xã",)


@dataclass(frozen=True)
class UnitLine:
    """One line of units.csv. `key` is the code, with `~2025` where the unit ended in that year."""

    key: str
    code: str
    name: str
    kind: str
    level: str
    parent: str
    area: str
    valid_from: str
    valid_until: str
    latitude: str
    longitude: str
    source: str = SOURCE
    mark: str = MARK


@dataclass(frozen=True)
class SuccessionLine:
    """One line of successions.csv. No share is known; an office loads it."""

    before: str
    after: str
    kind: str
    on: str = NEW_START
    share: str = ""
    source: str = SOURCE
    mark: str = MARK


@dataclass(frozen=True)
class Package:
    """The four data files, as they are."""

    new: Sequence[dict[str, Any]]
    old: Sequence[dict[str, Any]]
    converter: dict[str, Any]
    parser_new: dict[str, Any]
    parser_old: dict[str, Any]


@dataclass
class Built:
    """What is written, and what the sources disagree about."""

    units: list[UnitLine] = field(default_factory=list)
    successions: list[SuccessionLine] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def read_package(folder: Path) -> Package:
    """Read the database and the three JSON files. Raises `FileNotFoundError` for another folder."""
    data = folder / "vietnamadminunits" / "data"
    database = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    tables = {
        name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
        for name in ("admin_units", "admin_units_legacy")
    }
    documents = [
        json.loads((data / f"{name}.json").read_text("utf-8"))
        for name in ("converter_2025", "parser_from_2025", "parser_legacy")
    ]
    return Package(tables["admin_units"], tables["admin_units_legacy"], *documents)


def build(package: Package) -> Built:
    """Units of both maps and what became of what."""
    units = [*_old_units(package.old), *_new_units(package.new)]
    successions = sorted(
        _successions(package, {unit.key: unit for unit in units}), key=lambda line: (line.before, line.after)
    )
    return Built(units, successions, conflicts_of(package, units, successions))


def _kind_of(full: str, short: str) -> str:
    kind = full.removesuffix(short).strip()
    return kind or full.split(short)[0].strip() or full.rsplit(" ", 1)[0]


def _area(kind: str) -> str:
    return "urban" if kind in URBAN else "rural" if kind in RURAL else ""


def _old_units(rows: Sequence[dict[str, Any]]) -> Iterable[UnitLine]:
    provinces = {row["provinceCode"]: row for row in rows}
    districts = {row["districtCode"]: row for row in rows}
    for code, row in sorted(provinces.items()):
        yield _line(
            row,
            "province",
            f"{code}~2025",
            code,
            _kind_of(row["province"], row["provinceShort"]),
            "province",
            "",
            OLD_END,
        )
    for code, row in sorted(districts.items()):
        yield _line(
            row,
            "district",
            f"{code}~2025",
            code,
            row["districtType"],
            "district",
            f"{row['provinceCode']}~2025",
            OLD_END,
        )
    for row in sorted((row for row in rows if row["wardCode"]), key=lambda row: row["wardCode"]):
        yield _line(
            row,
            "ward",
            f"{row['wardCode']}~2025",
            row["wardCode"],
            row["wardType"],
            "commune",
            f"{row['districtCode']}~2025",
            OLD_END,
        )


def _new_units(rows: Sequence[dict[str, Any]]) -> Iterable[UnitLine]:
    provinces = {row["provinceCode"]: row for row in rows}
    for code, row in sorted(provinces.items()):
        yield _line(row, "province", code, code, _kind_of(row["province"], row["provinceShort"]), "province", "", "")
    for row in sorted(rows, key=lambda row: row["wardCode"]):
        yield _line(row, "ward", row["wardCode"], row["wardCode"], row["wardType"], "commune", row["provinceCode"], "")


def _line(
    row: dict[str, Any], prefix: str, key: str, code: str, kind: str, level: str, parent: str, until: str
) -> UnitLine:
    point = [
        f"{value:.5f}".rstrip("0").rstrip(".") if value is not None else ""
        for value in (row[f"{prefix}Lat"], row[f"{prefix}Lon"])
    ]
    return UnitLine(
        key, code, row[f"{prefix}Short"], kind, level, parent, _area(kind) if level == "commune" else "",
        "" if until else NEW_START, until, point[0], point[1],
    )  # fmt: skip


def _successions(package: Package, units: dict[str, UnitLine]) -> Iterable[SuccessionLine]:
    yield from _province_successions(package)
    links = commune_links(package)
    into, out_of = Counter(after for _, after in links), Counter(before for before, _ in links)
    for before, after in links:
        if out_of[before] > 1:
            kind = "split"
        elif into[after] > 1:
            kind = "merge"
        else:
            kind = "continue" if units[before].name == units[after].name else "rename"
        yield SuccessionLine(before, after, kind)


def _province_successions(package: Package) -> Iterable[SuccessionLine]:
    new = {row["provinceKey"]: row["provinceCode"] for row in package.new}
    old = {row["provinceKey"]: row["provinceCode"] for row in package.old}
    for after, befores in package.converter["DICT_PROVINCE"].items():
        for before in befores:
            kind = "merge" if len(befores) > 1 else "continue"
            yield SuccessionLine(f"{old[before]}~2025", new[after], kind)


def commune_links(package: Package) -> list[tuple[str, str]]:
    """(old key, new key) of every commune; the five island districts that had no commune stand for themselves."""
    new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in package.new}
    old = {
        "_".join((row["provinceKey"], row["districtKey"], row["wardKey"] or "")): (
            row["wardCode"] or row["districtCode"]
        )
        + "~2025"
        for row in package.old
    }
    links = [
        (old[before], new[province, after])
        for province, wards in package.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for after, befores in wards.items() for before in befores
    ] + [
        (old[before], new[province, after["newWardKey"]])
        for province, wards in package.converter["DICT_PROVINCE_WARD_DIVIDED"].items()
        for before, afters in wards.items() for after in afters
    ]  # fmt: skip
    return sorted(set(links))


def write_lines(path: Path, lines: Sequence[UnitLine | SuccessionLine | Conflict]) -> None:
    """A CSV in UTF-8 with the fields of the lines as columns."""
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow([each.name for each in fields(lines[0])])
        writer.writerows(astuple(line) for line in lines)


def main(folder: Path) -> None:
    """Write everything and say how much."""
    built = build(read_package(folder))
    DATA.mkdir(parents=True, exist_ok=True)
    write_lines(DATA / "units.csv", built.units)
    write_lines(DATA / "successions.csv", built.successions)
    write_lines(DATA / "conflicts.csv", built.conflicts)
    shutil.copyfile(
        next(folder.glob("vietnamadminunits-*.dist-info/licenses/LICENSE")), DATA / "LICENCE-vietnamadminunits.txt"
    )
    PAGE.write_text(conflicts_page(built.units, built.successions, built.conflicts), encoding="utf-8")
    counts: dict[str, int] = defaultdict(int)
    for unit in built.units:
        counts[f"{unit.level} {'old' if unit.valid_until else 'new'}"] += 1
    print(dict(counts), f"{len(built.successions)} successions, {len(built.conflicts)} conflicts")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
