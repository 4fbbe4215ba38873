"""Cells that may not be changed, named as people name them: a column, a cell's address, or `PLACE:COLUMN`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from rasoat.audit.model import PrintedCell
from rasoat.audit.plain_rows import RowKey, TableRows
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.text import squash


class Collected(Protocol):
    """The counts of the table."""

    cells: list[PrintedCell]
    at: dict[tuple[RowKey, str], int]


def frozen_cells(book: Collected, rows: TableRows, wanted: Sequence[str]) -> set[int]:
    """Numbers of the cells. Raises `FaultsFoundError` for a name that is none of the three."""
    found: set[int] = set()
    for name in wanted:
        cells = _column(book, rows, name) or _address(book.cells, name) or _pair(book.at, rows, name)
        if not cells:
            raise FaultsFoundError([Fault(
                "audit-freeze", "không có cột hay ô này để giữ nguyên", "there is no such column or cell to freeze",
                "ghi tên cột, địa chỉ ô (K12) hoặc ĐỊA_BÀN:CỘT", "give a column, an address (K12) or PLACE:COLUMN",
                Place(file=rows.grid.file, sheet=rows.grid.sheet), value=name,
            )])  # fmt: skip
        found |= cells
    return found


def _column(book: Collected, rows: TableRows, name: str) -> set[int]:
    try:
        column = rows.resolve(name)
    except FaultsFoundError:
        return set()
    return {number for (_, written), number in book.at.items() if written == column}


def _address(cells: Sequence[PrintedCell], name: str) -> set[int]:
    wanted = name.replace("$", "").upper()
    return {number for number, cell in enumerate(cells) if cell.address.rpartition("!")[2] == wanted}


def _pair(at: Mapping[tuple[RowKey, str], int], rows: TableRows, name: str) -> set[int]:
    """`PLACE:COLUMN`, cut at any colon where both sides are known."""
    parts = name.split(":")
    for cut in range(1, len(parts)):
        place, column = squash(":".join(parts[:cut])), ":".join(parts[cut:])
        try:
            written = rows.resolve(column)
        except FaultsFoundError:
            continue
        found = {number for (key, own), number in at.items() if own == written and "".join(key) == place}
        if found:
            return found
    return set()
