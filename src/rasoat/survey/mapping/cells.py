"""Cells as the text that the readers of columns take: serial numbers of dates as dates, order of the day told."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, cast

from rasoat.survey.dates import format_date
from rasoat.survey.sheets import Cell, cell_text

_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 2201, 73050
"""Whole numbers in between are days of a spreadsheet (1906 to 2099); up to 2200 they are years."""

_DATES_LOOKED_AT = 4000
_MONTH_FIRST_SHARE = 0.3
"""Dates of a year have a day over 12 in three of five cases."""

_MONTH_FIRST = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")


def is_serial(cell: Cell) -> bool:
    """True for a number that a spreadsheet means as a day."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return float(cell).is_integer() and _FIRST_SERIAL <= cell <= _LAST_SERIAL


def date_texts(cells: Sequence[Cell], *, is_1904: bool, month_first: bool) -> list[str | None]:
    """A column of dates as `dd/mm/yyyy` or year texts; other cells as they are.

    Only number cells are serial numbers of days; digits typed as text stay what they are.
    """
    epoch = _EPOCH_1904 if is_1904 else _EPOCH
    texts = []
    for cell in cells:
        if type(cell) is str:
            text: str | None = cell
            if month_first and cell and (found := _MONTH_FIRST.fullmatch(cell.strip())):
                text = f"{found[3]}/{found[1]}/{found[4]}"
            texts.append(text)
        elif is_serial(cell):
            assert isinstance(cell, int | float)
            texts.append(format_date(epoch + timedelta(days=int(cell))))
        else:
            texts.append(cell_text(cell))
    return texts


def plain_texts(cells: Sequence[Cell]) -> Sequence[str | None]:
    """A column as text; empty cells may stay empty texts."""
    if set(map(type, cells)) <= {str}:
        return cast("Sequence[str | None]", cells)
    return [cell if type(cell) is str else cell_text(cell) for cell in cells]


def is_month_first(cells: Sequence[Cell]) -> bool:
    """True when written dates can only be month/day/year: no first part is over 12, and many second parts are.

    A few slips of the pen (1/13/1984) among dates that may be either way turn no column round.
    """
    looked_at = cells[:: max(1, len(cells) // _DATES_LOOKED_AT)]
    found = [match for cell in looked_at if isinstance(cell, str) and (match := _MONTH_FIRST.fullmatch(cell.strip()))]
    first = any(int(match[1]) > 12 for match in found)
    second = sum(int(match[3]) > 12 for match in found)
    return not first and second > _MONTH_FIRST_SHARE * len(found)
