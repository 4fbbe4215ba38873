"""The unit register of a report: which places have a row, where each household belongs, and unit totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.faults import Place as FaultPlace
from rasoat.tables.inputs import to_polars, typed

TOTALS = (
    "households", "persons", "average_living_households", "average_living_persons",
    "households_kinh", "households_minority", "households_local_minority",
    "persons_kinh", "persons_minority", "persons_local_minority",
)  # fmt: skip
_TEXTS = ("unit_code", "name", "level", "parent_code", "area")
LEVELS = {"province": "Tỉnh", "district": "Huyện", "commune": "Xã", "village": "Thôn"}
WHOLE = "*"
UNKNOWN_PART = "?"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register with its parts. `totals` are its own or, where all are known, the sum of its parts."""

    code: str
    name: str
    level: str
    parent: str
    parts: list["Unit"] = field(default_factory=list)
    totals: dict[str, int | None] = field(default_factory=dict)

    def below(self) -> Iterator["Unit"]:
        """The unit and everything under it."""
        yield self
        for part in self.parts:
            yield from part.below()


@dataclass(frozen=True, slots=True)
class Register:
    """All units by code; `root` is the one that holds all others."""

    units: dict[str, Unit]
    root: Unit
    given: bool

    def ancestors(self, code: str) -> list[Unit]:
        """From the unit itself up to the root."""
        line = []
        while code in self.units:
            line.append(self.units[code])
            code = self.units[code].parent
        return line


def read_units(data: object) -> Register:
    """Read the units table (a row per unit and area). Raises `FaultsFoundError` for a register that does not hold
    together: unit without code, a circle, the same unit and area twice, a total that differs from its parts."""
    faults: list[Fault] = []
    frame = to_polars(data, "units")
    if "unit_code" not in frame.columns:
        fault = _fault("column-missing", "unit_code", "bảng đơn vị không có cột này", "no such column")
        raise FaultsFoundError([fault])
    types: dict[str, pl.DataType] = {**dict.fromkeys(_TEXTS, pl.String()), **dict.fromkeys(TOTALS, pl.Int64())}
    frame = typed(frame.with_columns(household_id=pl.col("unit_code").cast(pl.String)), types, "units", faults)
    for name in (*_TEXTS, *TOTALS):
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, types[name]).alias(name))
    twice = frame.filter(pl.struct("unit_code", "area").is_duplicated())["unit_code"].unique().to_list()
    faults += [_fault("unit-twice", code, "đơn vị và khu vực bị lặp", "unit and area appear twice") for code in twice]
    rows = frame.group_by("unit_code", maintain_order=True).agg(
        pl.col("name", "level", "parent_code").drop_nulls().first(),
        *(pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name) for name in TOTALS),
    )
    units = {
        row["unit_code"]: Unit(
            row["unit_code"], row["name"] or row["unit_code"], row["level"] or "", row["parent_code"] or "",
            totals={name: row[name] for name in TOTALS},
        )
        for row in rows.iter_rows(named=True)
        if row["unit_code"]
    }  # fmt: skip
    return _grow(units, faults)


def units_of(frames: Sequence[pl.DataFrame]) -> Register:
    """A register when none is given: one whole, and the unit codes found in the frames, without totals."""
    codes: set[str] = set()
    for frame in frames:
        if "unit_code" in frame.columns:
            codes |= set(frame["unit_code"].drop_nulls().unique().to_list())
    units = {code: Unit(code, code, "", WHOLE) for code in sorted(codes)}
    whole = Unit(WHOLE, "Tổng cộng", "", "", parts=list(units.values()), totals=dict.fromkeys(TOTALS))
    for unit in units.values():
        unit.totals.update(dict.fromkeys(TOTALS))
    return Register({WHOLE: whole, **units}, whole, given=False)


def _grow(units: dict[str, Unit], faults: list[Fault]) -> Register:
    for unit in list(units.values()):
        if unit.parent and unit.parent not in units:
            units[unit.parent] = Unit(unit.parent, unit.parent, "", "", totals=dict.fromkeys(TOTALS))
        if unit.parent:
            units[unit.parent].parts.append(unit)
    roots = [unit for unit in units.values() if not unit.parent]
    reached = {unit.code for root in roots for unit in root.below()}
    faults += [
        _fault("unit-circle", code, "đơn vị cấp trên đi vòng tròn", "its higher units run in a circle")
        for code in units
        if code not in reached
    ]
    if not faults:
        if len(roots) != 1:
            units[WHOLE] = Unit(WHOLE, "Tổng cộng", "", "", parts=roots, totals=dict.fromkeys(TOTALS))
        root = units[WHOLE] if len(roots) != 1 else roots[0]
        _add_up(root, faults)
    if faults:
        raise FaultsFoundError(faults)
    return Register(units, root, given=True)


def _add_up(unit: Unit, faults: list[Fault]) -> None:
    for part in unit.parts:
        _add_up(part, faults)
    for name in TOTALS if unit.parts else ():
        counts = [part.totals[name] for part in unit.parts]
        known = [count for count in counts if count is not None]
        if len(known) < len(counts):
            continue
        stated, unit.totals[name] = unit.totals[name], sum(known)
        if stated is not None and stated != sum(known):
            faults.append(_fault("unit-total-differs", unit.code, f"{name} ghi {stated}, tổng các đơn vị dưới là "
                                 f"{sum(known)}", f"{name} says {stated}, its parts sum to {sum(known)}"))  # fmt: skip


def _fault(rule: str, code: str, vi: str, en: str) -> Fault:
    return Fault(rule, vi, en, "sửa bảng đơn vị rồi chạy lại", "mend the units table, run again",
                 FaultPlace(file="units", column="unit_code"), value=code)  # fmt: skip
