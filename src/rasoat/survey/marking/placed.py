"""Faults sorted into the cells of a workbook: which can be marked, in what order they are told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from rasoat.law.faults import Fault, Place, Severity
from rasoat.survey.fault_list import listed_faults
from rasoat.survey.marking.names import SIGN, WHY, WORDS
from rasoat.survey.xlsx.addresses import LAST_ROW, Cell, cell_of

MOST_FAULTS: Final = 60_000
"""Faults that one marked copy tells; a sheet holds 65,530 links."""

MOST_ALIKE: Final = 20
"""Rows without a cell for the same answer that are marked one by one."""

_ROWS_SHOWN: Final = 30
_LONGEST: Final = 2_000
"""Letters of one comment; more does not fit a screen."""


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """A fault and its cell, if it has one on a sheet of the workbook. `number`: how many faults it stands for."""

    fault: Fault
    cell: Cell | None
    number: int = 1


def ordered(faults: Iterable[Fault], titles: Sequence[str] = ()) -> list[Fault]:
    """Each different fault once, in the order of tabs, rows and columns; those without a row come first."""
    at = {title: number for number, title in enumerate(titles)}

    def key(fault: Fault) -> tuple[object, ...]:
        place = fault.place
        cell = cell_of(place.cell) or (place.row or 0, 0)
        weight = fault.severity is Severity.WARNING
        return (at.get(place.sheet, -1), place.sheet, *cell, weight, fault.rule, place.column, fault.vi, fault.value)

    return sorted(dict.fromkeys(faults), key=key)


def placed(faults: Iterable[Fault], titles: Sequence[str]) -> list[PlacedFault]:
    """The faults in order, each with its cell when the sheet it names is there.

    A fault of a whole row stands at the first cell of the row.
    """
    known = set(titles)
    return [
        PlacedFault(fault, _cell(fault.place) if fault.place.sheet in known else None)
        for fault in ordered(faults, titles)
    ]


def gathered(faults: Sequence[PlacedFault]) -> list[PlacedFault]:
    """Rows that all want an answer to a question the sheet has no column for, told as one.

    A mark in each row would hide the others, and no cell of these rows is wrong.
    """
    groups: dict[tuple[str, str, str, str], list[PlacedFault]] = defaultdict(list)
    for item in faults:
        place = item.fault.place
        if place.row is not None and not place.cell:
            groups[item.fault.rule, place.sheet, place.column, item.fault.vi].append(item)
    many = [group for group in groups.values() if len(group) > MOST_ALIKE]
    gone = {item for group in many for item in group}
    together = {group[0]: _together(group) for group in many}
    return [together.get(item, item) for item in faults if item not in gone or item in together]


def _together(group: Sequence[PlacedFault]) -> PlacedFault:
    fault = group[0].fault
    rows = [str(item.fault.place.row) for item in group]
    shown = ", ".join(rows[:_ROWS_SHOWN]) + (", …" if len(rows) > _ROWS_SHOWN else "")
    vi = f"{fault.vi} ({len(rows)} dòng như nhau, không tô màu từng dòng: {shown})"
    place = replace(fault.place, row=None, household_id="")
    return PlacedFault(replace(fault, vi=vi, place=place, value=""), None, len(group))


def _cell(place: Place) -> Cell | None:
    """The cell of a fault; the first of its row when only that is known."""
    found = cell_of(place.cell)
    if found is None and place.row is not None and 0 < place.row <= LAST_ROW:
        return (place.row, 1)
    return found


def shortened(faults: Iterable[Fault]) -> list[Fault]:
    """The first faults of each rule, sheet and column, then one that counts the others: for the screen."""
    groups: dict[tuple[str, str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.rule, fault.place.sheet, fault.place.column].append(fault)
    return [fault for group in groups.values() for fault in _few(group)]


def _few(group: Sequence[Fault]) -> list[Fault]:
    return listed_faults(pl.DataFrame({"at": range(len(group))}), lambda row: group[row["at"]])


def by_cell(faults: Iterable[PlacedFault]) -> dict[str, dict[Cell, list[Fault]]]:
    """Title of the sheet -> cell -> its faults."""
    found: dict[str, dict[Cell, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for item in faults:
        if item.cell is not None:
            found[item.fault.place.sheet][item.cell].append(item.fault)
    return found


def severity_of(faults: Iterable[Fault]) -> Severity:
    """The heaviest of them."""
    return Severity.ERROR if any(fault.severity is Severity.ERROR for fault in faults) else Severity.WARNING


def comment_text(faults: Sequence[Fault]) -> str:
    """What the comment of a cell says about all its faults."""
    if len(faults) == 1:
        text = f"{SIGN} {_told(faults[0])}"
    else:
        told = "\n\n".join(f"{number}. {_told(fault)}" for number, fault in enumerate(faults, start=1))
        text = f"{SIGN} {len(faults)} chỗ cần xem ở ô này\n{told}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… (xem tiếp ở trang liệt kê lỗi)"


def _told(fault: Fault) -> str:
    found = f"\nĐang ghi: {fault.value}" if fault.value else ""
    remedy = f"Cách sửa: {fault.remedy_vi}"
    return f"{WORDS[fault.severity]}: {fault.vi}{found}\nVì sao: {WHY[fault.severity]} [{fault.rule}]\n{remedy}"
