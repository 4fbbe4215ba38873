"""The rows of a report: the unit asked for and its parts, and the row each household belongs to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.faults import Place as FaultPlace
from rasoat.tables.numbers_vi import count_text
from rasoat.tables.units import UNKNOWN_PART, Register, Unit

PLACE = "_place"

CODES_NAMED = 20
"""Unknown unit codes that get a fault of their own; the last one counts the rest."""


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """A row's unit. Villages known only by name have the code `commune code/village`."""

    code: str
    name: str
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Row 0 is the unit asked for, the rest its parts. `by_village` splits by the village column of the households."""

    places: tuple[ReportPlace, ...]
    rows_of_units: dict[str, int]
    by_village: bool
    register: Register

    @property
    def unit(self) -> Unit:
        """The unit asked for."""
        assert self.places[0].unit is not None
        return self.places[0].unit

    def locate(self, households: pl.DataFrame, what: str) -> pl.DataFrame:
        """Add the column `_place` (row of the part, null outside the unit). Raises `FaultsFoundError` for households
        of a unit that the register does not have."""
        frame = _village_code(households) if self.by_village else households.with_columns(_code="unit_code")
        known = list(self.register.units)
        strange = frame.filter(~pl.col("unit_code").is_in(known).fill_null(False))
        if strange.height:
            raise FaultsFoundError(_strange(strange["unit_code"], what))
        rows = pl.DataFrame(
            {"_code": list(self.rows_of_units), PLACE: list(self.rows_of_units.values())},
            schema={"_code": pl.String, PLACE: pl.Int32},
        )
        return frame.join(rows, on="_code", how="left", maintain_order="left").drop("_code")


def make_scope(register: Register, unit: str | None, by: str, frames: Sequence[pl.DataFrame]) -> Scope:
    """Choose the rows. `by` is `children`, `none`, or a level (`district`, `commune`, `village`)."""
    asked = register.root if unit is None else register.units.get(unit)
    if asked is None:
        raise FaultsFoundError([
            Fault("unit-unknown", "không có đơn vị này trong bảng đơn vị", "no such unit in the register",
                  "kiểm tra mã đơn vị", "check the unit code", value=unit or "")
        ])  # fmt: skip
    parts = [] if by == "none" else _parts(asked, by)
    units_hold_villages = any(part.level == "village" for part in asked.below())
    if by != "none" and (not parts or (by == "village" and not units_hold_villages)):
        return _by_village(register, asked, frames)
    places = [ReportPlace(asked.code, asked.name, asked)]
    rows: dict[str, int] = {}
    names = Counter(unit.name for unit in (asked, *parts))
    for row, part in enumerate(parts, start=1):
        name = part.name if names[part.name] == 1 else f"{part.name} ({part.code})"
        places.append(ReportPlace(part.code, name, part))
        rows |= {below.code: row for below in part.below()}
    loose = [part.code for part in asked.below() if part.code not in rows]
    if parts and _holds(frames, loose):
        places.append(ReportPlace(UNKNOWN_PART, "Chưa rõ địa bàn", None))
    return Scope(tuple(places), dict.fromkeys(loose, len(places) - 1) | rows, False, register)


def _parts(asked: Unit, by: str) -> list[Unit]:
    if by == "children":
        return asked.parts
    return [unit for unit in asked.below() if unit.level == by and unit is not asked]


def _holds(frames: Sequence[pl.DataFrame], codes: list[str]) -> bool:
    return any("unit_code" in frame.columns and frame["unit_code"].is_in(codes).any() for frame in frames)


def _by_village(register: Register, asked: Unit, frames: Sequence[pl.DataFrame]) -> Scope:
    """Rows by the village names found in the households of the unit; without any, the unit stands alone."""
    codes = {unit.code: unit.name for unit in asked.below()}
    found: set[tuple[str, str]] = set()
    for frame in frames:
        if {"unit_code", "village"} <= set(frame.columns):
            inside = _village_code(frame.filter(pl.col("unit_code").is_in(list(codes))))
            found |= set(inside.select("unit_code", pl.col("village").fill_null("")).unique().iter_rows())
    places, rows = [ReportPlace(asked.code, asked.name, asked)], {}
    named = any(village for _, village in found)
    for code, village in sorted(found, key=lambda item: (item[0], item[1] == "", item[1])) if named else []:
        where = f" ({codes[code]})" if len(codes) > 1 or village == asked.name else ""
        rows[f"{code}/{village}"] = len(places)
        places.append(ReportPlace(f"{code}/{village}", (village or "Chưa ghi thôn") + where, None))
    if named:
        return Scope(tuple(places), rows, True, register)
    return Scope(tuple(places), dict.fromkeys(codes, 0), False, register)


def _village_code(frame: pl.DataFrame) -> pl.DataFrame:
    village = pl.col("village") if "village" in frame.columns else pl.lit(None, pl.String)
    frame = frame.with_columns(village=village.str.strip_chars())
    return frame.with_columns(pl.format("{}/{}", "unit_code", pl.col("village").fill_null("")).alias("_code"))


def _strange(codes: pl.Series, what: str) -> list[Fault]:
    """One fault a distinct code, the most frequent first, with the number of its households."""
    found = (
        codes.fill_null("").value_counts(name="households").sort(["households", "unit_code"], descending=[True, False])
    )
    faults = [_unknown_unit(code, count, what) for code, count in found.head(CODES_NAMED).iter_rows()]
    if rest := found.height - len(faults):
        faults[-1] = replace(
            faults[-1], vi=f"{faults[-1].vi}; và còn {rest} mã khác", en=f"{faults[-1].en}; and {rest} more codes"
        )
    return faults


def _unknown_unit(code: str, households: int, what: str) -> Fault:
    return Fault(
        "unit-unknown",
        f"đơn vị của {count_text(households)} hộ không có trong bảng đơn vị",
        f"the unit of households ({count_text(households)}) is not in the register",
        "sửa mã đơn vị của hộ, bổ sung bảng đơn vị, hoặc đưa bảng mã cũ - mã mới khi đơn vị đã sắp xếp",
        "mend the unit code, add the unit to the register, or give the table of old and new codes after a merger",
        FaultPlace(file=what, column="unit_code"),
        value=code,
    )
