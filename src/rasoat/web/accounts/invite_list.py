"""A list of people to invite, as an office pastes or uploads it: lines of text, or the first sheet of a workbook."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.sheets import Workbook, cell_text
from rasoat.survey.text import clean, fold
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.file_types import XLSX, Accepts, media_type_of

COLUMNS = ("name", "role", "unit", "phone", "position")
"""The order of columns where the list has no headings."""

MOST = 200
"""People in one list: a commune has fewer villages, and one press prints the slips of all."""

_HEADINGS: Mapping[str, str] = {
    "ho va ten": "name", "ho ten": "name", "ten": "name", "full name": "name", "name": "name",
    "vai tro": "role", "role": "role",
    "don vi": "unit", "thon": "unit", "xa": "unit", "thon xa": "unit", "unit": "unit", "village": "unit",
    "dien thoai": "phone", "so dien thoai": "phone", "sdt": "phone", "phone": "phone", "telephone": "phone",
    "chuc vu": "position", "chuc danh": "position", "position": "position",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line as written. `number`: counted from 1, as the person sees it."""

    number: int
    name: str = ""
    role: str = ""
    unit: str = ""
    phone: str = ""
    position: str = ""


def lines_of(text: str) -> list[Line]:
    """The people of a pasted list: cells parted by tabs (from Excel), semicolons or commas, with or without headings.

    Raises `RefusedError` for more than `MOST` people.
    """
    separator = next((mark for mark in "\t;|" if mark in text), ",")
    numbered = [(at, line) for at, line in enumerate(text.splitlines(), start=1) if line.strip(f" {separator}\t")]
    cells = [(at, [clean(cell) for cell in next(csv.reader([line], delimiter=separator))]) for at, line in numbered]
    order: Sequence[str] = COLUMNS
    if cells and sum(fold(cell) in _HEADINGS for cell in cells[0][1]) > 1:
        order = [_HEADINGS.get(fold(cell), "") for cell in cells.pop(0)[1]]
    if len(cells) > MOST:
        raise RefusedError(
            _("Danh sách có %(count)s người; mỗi lần nhận nhiều nhất %(most)s.") % {"count": len(cells), "most": MOST},
            remedy=_("Chia thành nhiều lần."),
            field="text",
        )
    return [Line(at, **{name: cell for name, cell in zip(order, row, strict=False) if name}) for at, row in cells]


def text_of_file(path: Path, field: str = "file") -> str:
    """The first sheet of a workbook, or a CSV file, as lines with tabs. Raises `RefusedError` for anything else."""
    kind = media_type_of(path, Accepts.TABLE, field)
    if kind != XLSX:
        return path.read_text(encoding="utf-8-sig")
    try:
        with Workbook(path) as book:
            rows = book.rows(book.titles[0], limit=MOST + 20)
    except FaultsFoundError as error:
        fault = error.faults[0]
        raise RefusedError(fault.vi, remedy=fault.remedy_vi, field=field, code=fault.rule) from error
    return "\n".join("\t".join(clean(cell_text(cell) or "") for cell in row) for row in rows)
