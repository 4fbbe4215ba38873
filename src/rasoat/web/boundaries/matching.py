"""The units that the rows of an office's table mean: by key, or by code; never by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rasoat.law.faults import Fault
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Succession, Unit, UnitTotal
from rasoat.web.boundaries.office_files import FileKind, Line, Table, fault
from rasoat.web.boundaries.reach import may_change

CAPABILITY = {"totals": Capability.TOTAL_EDIT}
BATCH = 500


@dataclass(frozen=True)
class Matched:
    """A row with its units; `was`: in words, what stands there now."""

    line: Line
    unit: Unit
    after: Unit | None = None
    was: str = ""


@dataclass(frozen=True)
class Checked:
    """What loading would do: good rows with their units, and every fault."""

    rows: Sequence[Matched]
    faults: Sequence[Fault]


@dataclass(frozen=True, slots=True)
class PointCounts:
    """How many units get their first point, another one, or keep theirs."""

    first: int
    other: int
    same: int


def point_counts(checked: Checked) -> PointCounts:
    """What loading would do to centre points."""
    first = sum(not row.was for row in checked.rows)
    same = sum(
        (row.unit.latitude, row.unit.longitude) == (row.line.values["latitude"], row.line.values["longitude"])
        for row in checked.rows
    )
    return PointCounts(first, len(checked.rows) - first - same, same)


def capability_for(kind: FileKind) -> Capability:
    """What a person needs to load this kind."""
    return CAPABILITY.get(kind.code, Capability.UNIT_EDIT)


def match(acting: Acting, kind: FileKind, table: Table) -> Checked:
    """Find the units of a table that the person may change; ended units by key (`CODE~YEAR`), or by a code that no unit
    of today has."""
    wanted = {line.values[name] for line in table.lines for name in ("unit", "after") if name in line.values}
    by_key, by_code = _units(wanted)
    allowed: dict[int, bool] = {}
    rows, faults = [], list(table.faults)
    for line in table.lines:
        unit = _find(line.values["unit"], by_key, by_code, ended=kind.code == "shares")
        after = by_key.get(line.values.get("after", ""))
        if unit is None or ("after" in line.values and after is None):
            code = line.values["unit"] if unit is None else line.values["after"]
            faults.append(
                fault(
                    "unknown-unit",
                    _("Không có đơn vị mang mã này"),
                    _("Tra mã ở danh sách đơn vị"),
                    line.row,
                    value=code,
                )
            )
            continue
        if unit.pk not in allowed:
            allowed[unit.pk] = may_change(acting, capability_for(kind), unit)
        if not allowed[unit.pk]:
            faults.append(
                fault(
                    "other-unit",
                    _("%(unit)s ngoài phạm vi của tài khoản") % {"unit": unit},
                    _("Bỏ dòng này"),
                    line.row,
                    value=unit.code,
                )
            )
            continue
        rows.append(Matched(line, unit, after, ""))
    return Checked(_with_present(kind, rows), sorted(faults, key=lambda each: each.place.row or 0))


def _units(wanted: set[str]) -> tuple[dict[str, Unit], dict[str, list[Unit]]]:
    ordered = sorted(wanted)
    by_key: dict[str, Unit] = {}
    by_code: dict[str, list[Unit]] = {}
    for at in range(0, len(ordered), BATCH):
        part = ordered[at : at + BATCH]
        rows = Unit.objects.select_related("commune", "province")
        for unit in (rows.filter(key__in=part) | rows.filter(code__in=part)).order_by("pk"):
            by_key[unit.key] = unit
            by_code.setdefault(unit.code, []).append(unit)
    return by_key, by_code


def _find(text: str, by_key: dict[str, Unit], by_code: dict[str, list[Unit]], *, ended: bool) -> Unit | None:
    gone = [unit for unit in by_code.get(text, ()) if unit.valid_until is not None]
    if ended and "~" not in text:
        return gone[0] if len(gone) == 1 else None
    return by_key.get(text) or (gone[0] if len(gone) == 1 else None)


def _with_present(kind: FileKind, rows: Sequence[Matched]) -> list[Matched]:
    """Say what stands there now, for the preview."""
    ids = [row.unit.pk for row in rows]
    words: dict[tuple[int, object], str] = {}
    for at in range(0, len(ids), BATCH):
        part = ids[at : at + BATCH]
        if kind.code == "shares":
            for link in Succession.objects.filter(before__in=part):
                words[link.before_id, link.after_id] = "–" if link.share is None else f"{link.share.normalize():f}"
        if kind.code == "totals":
            for total in UnitTotal.objects.filter(unit__in=part).order_by("pk"):
                words[total.unit_id, total.year] = f"{total.households}"
    shown = []
    for row in rows:
        place = row.after.pk if row.after else row.line.values.get("year")
        was = words.get((row.unit.pk, place), "")
        if kind.code == "areas":
            was = row.unit.get_area_display()
        if kind.code == "points":
            was = _point(row.unit)
        shown.append(Matched(row.line, row.unit, row.after, was))
    return shown


def _point(unit: Unit) -> str:
    return "" if unit.latitude is None or unit.longitude is None else f"{unit.latitude:.6f}, {unit.longitude:.6f}"
