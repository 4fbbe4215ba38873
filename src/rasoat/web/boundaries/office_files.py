"""Tables that an office loads about units: as text with a separator, checked row by row. Knows no actions.

The first filled row names the columns (any order, with or without tones). Cells are apart by tab, semicolon or comma,
whichever the first row has most of. Units are named by their code, former ones by their key (`00001~2025`).
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from rasoat.law.faults import Fault, Place
from rasoat.survey.text import fold
from rasoat.web.areas.models import AreaKind
from rasoat.web.boundaries.tags import tag_of

MOST_ROWS = 20_000
MOST_BYTES = 5 * 2**20
FORMULA_SIGN = "#"
"""With it begins what a spreadsheet shows for a formula without a value (`#REF!`, `#NAME?`)."""


@dataclass(frozen=True)
class FileKind:
    """One kind of table: its columns by code with their headings; those in `needed` must be there and filled."""

    code: str
    columns: Mapping[str, str]
    needed: frozenset[str]
    once: bool = False
    """Whether each unit may stand in one row only."""

    def places(self, heads: Sequence[str]) -> dict[str, int]:
        """Where the columns stand in a row of headings, by code."""
        found = {fold(heading): at for at, heading in enumerate(heads)}
        return {code: found[fold(heading)] for code, heading in self.columns.items() if fold(heading) in found}


FILE_KINDS: Mapping[str, FileKind] = {
    kind.code: kind
    for kind in (
        FileKind(
            "tags", {"unit": "Mã đơn vị", "tag": "Thuộc tính", "first": "Từ ngày", "last": "Đến ngày"},
            frozenset({"unit", "tag"}),
        ),
        FileKind("areas", {"unit": "Mã đơn vị", "area": "Khu vực"}, frozenset({"unit", "area"})),
        FileKind("validity", {"unit": "Mã đơn vị", "first": "Từ ngày", "last": "Đến ngày"}, frozenset({"unit"})),
        FileKind(
            "shares", {"unit": "Mã cũ", "after": "Mã mới", "share": "Tỷ lệ"}, frozenset({"unit", "after", "share"})
        ),
        FileKind(
            "totals",
            {"unit": "Mã đơn vị", "year": "Năm", "households": "Số hộ", "persons": "Số khẩu", "area": "Khu vực"},
            frozenset({"unit", "year", "households"}),
        ),
        FileKind(
            "points", {"unit": "Mã đơn vị", "latitude": "Vĩ độ", "longitude": "Kinh độ"},
            frozenset({"unit", "latitude", "longitude"}), once=True,
        ),
    )
}  # fmt: skip
"""Attributes, areas, days of life, shares of split communes, totals (also what former districts hand over), and centre
points."""

_AREAS = {
    "thanh thi": AreaKind.URBAN,
    "do thi": AreaKind.URBAN,
    "urban": AreaKind.URBAN,
    "nong thon": AreaKind.RURAL,
    "rural": AreaKind.RURAL,
}


@dataclass(frozen=True)
class Line:
    """One row of the table that holds: its number as people see it, and values by column code."""

    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """What was read: good rows, and the faults of the others."""

    lines: Sequence[Line]
    faults: Sequence[Fault]


def read_table(text: str, kind: FileKind) -> Table:
    """Read a table of one kind; never raises for what is in it."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max("\t;,", key=first.count)
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error:
        return Table((), (fault("broken-table", _("Bảng không đọc được"), _("Mở bằng Excel rồi chép lại cả bảng"), 1),))
    head = next((at for at, row in enumerate(rows) if any(row)), 0)
    if len(rows) > head + MOST_ROWS + 1:
        return Table(
            (),
            (
                fault(
                    "too-many-rows",
                    _("Bảng có quá %(rows)s dòng") % {"rows": MOST_ROWS},
                    _("Chia bảng thành nhiều phần"),
                    head + MOST_ROWS + 2,
                ),
            ),
        )
    columns = kind.places(rows[head] if rows else ())
    missing = [kind.columns[code] for code in kind.columns if code in kind.needed and code not in columns]
    if missing:
        return Table(
            (),
            [
                fault(
                    "missing-column",
                    _("Thiếu cột %(heading)s") % {"heading": heading},
                    _("Ghi tên cột ở dòng đầu như mẫu"),
                    head + 1,
                )
                for heading in missing
            ],
        )
    lines, faults = [], []
    seen: dict[str, int] = {}
    for number, cells in enumerate(rows[head + 1 :], head + 2):
        if not any(cells):
            continue
        values, wrong = _values(cells, columns, kind, number)
        if kind.once and not wrong and seen.setdefault(values["unit"], number) != number:
            what = _("Mã này đã có ở dòng %(row)d") % {"row": seen[values["unit"]]}
            wrong = [fault("unit-twice", what, _("Giữ một dòng"), number, kind.columns["unit"], values["unit"])]
        faults += wrong
        if not wrong:
            lines.append(Line(number, values))
    return Table(lines, faults)


def fault(rule: str, what: str, remedy: str, row: int, column: str = "", value: str = "") -> Fault:
    """A fault of one row."""
    return Fault(rule, what, what, remedy, remedy, Place(row=row, column=column), value)


def _values(
    cells: Sequence[str], columns: Mapping[str, int], kind: FileKind, number: int
) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = []
    for code, at in columns.items():
        cell = cells[at] if at < len(cells) else ""
        heading = kind.columns[code]
        if not cell:
            if code in kind.needed:
                faults.append(fault("empty-cell", _("Ô để trống"), _("Ghi giá trị, hoặc bỏ cả dòng"), number, heading))
            continue
        if cell.startswith(FORMULA_SIGN):
            what = _("Ô công thức báo lỗi hoặc chưa được tính")
            remedy = _("Tính lại trong Excel, hoặc ghi thẳng giá trị")
            faults.append(fault("formula-without-value", what, remedy, number, heading, cell))
            continue
        try:
            values[code] = _READERS[code](cell)
        except ValueError as wrong:
            faults.append(fault("bad-cell", str(wrong), _("Sửa ô rồi dán lại"), number, heading, cell))
    return values, faults


def read_count(cell: str) -> int:
    """A whole number as offices write it: `1.234`, `1 234`, `1234`. Raises `ValueError`."""
    plain = re.sub(r"(?<=\d)[. \u00a0](?=\d{3}(\D|$))", "", cell.strip())
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise ValueError(_("Không phải số nguyên không âm"))
    return int(plain)


def read_share(cell: str) -> Decimal:
    """A share between 0 and 1, not 0: `0,25`, `0.25`, `25%`. Raises `ValueError`."""
    plain = cell.strip().replace(",", ".")
    percent = plain.endswith("%")
    try:
        share = Decimal(plain.removesuffix("%").strip())
    except InvalidOperation:
        raise ValueError(_("Không phải tỷ lệ")) from None
    share = share / 100 if percent else share
    if not share.is_finite() or not 0 < share <= 1:
        raise ValueError(_("Tỷ lệ phải lớn hơn 0 và không quá 1"))
    return round(share, 8)


def read_day(cell: str) -> date:
    """`01/07/2025` or `2025-07-01`. Raises `ValueError`."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell.strip(), pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(_("Không phải ngày (ngày/tháng/năm)"))


def read_latitude(cell: str) -> float:
    """Degrees north: `21,0285` or `21.0285`. Raises `ValueError`."""
    return _degrees(cell, 90, _("Không phải vĩ độ (độ thập phân, -90 đến 90)"))


def read_longitude(cell: str) -> float:
    """Degrees east. Raises `ValueError`."""
    return _degrees(cell, 180, _("Không phải kinh độ (độ thập phân, -180 đến 180)"))


def _degrees(cell: str, most: int, wrong: str) -> float:
    try:
        degrees = float(cell.replace(",", "."))
    except ValueError:
        raise ValueError(wrong) from None
    if not abs(degrees) <= most:
        raise ValueError(wrong)
    return round(degrees, 6)


def _area(cell: str) -> str:
    area = _AREAS.get(fold(cell))
    if area is None:
        raise ValueError(_("Ghi Thành thị hoặc Nông thôn"))
    return area


_READERS: Mapping[str, Any] = {
    "unit": str, "after": str, "tag": tag_of, "first": read_day, "last": read_day, "area": _area, "share": read_share,
    "year": read_count, "households": read_count, "persons": read_count, "latitude": read_latitude,
    "longitude": read_longitude,
}  # fmt: skip
