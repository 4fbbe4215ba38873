"""Addresses of cells (`H12`) as row and column, both from 1."""

import re
from typing import Final

from rasoat.survey.sheets import column_letter

Cell = tuple[int, int]
"""Row and column, from 1."""

_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384


def cell_of(address: str) -> Cell | None:
    """Row and column of an address; None when it is none, or lies beyond a sheet.

    >>> cell_of("H12"), cell_of("AA1"), cell_of("A0"), cell_of("XFE1")
    ((12, 8), (1, 27), None, None)
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def address_of(cell: Cell) -> str:
    """The address of a cell.

    >>> address_of((12, 8))
    'H12'
    """
    return f"{column_letter(cell[1] - 1)}{cell[0]}"


def range_of(reference: str) -> tuple[Cell, Cell] | None:
    """First and last cell of a range (`B2:C5`, or one cell).

    >>> range_of("B2:C5"), range_of("B2")
    (((2, 2), (5, 3)), ((2, 2), (2, 2)))
    """
    first, _, last = reference.partition(":")
    top, bottom = cell_of(first), cell_of(last or first)
    return (top, bottom) if top and bottom else None
