"""Write workbooks: fixed document dates (same data, same bytes), text that never becomes a formula."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from rasoat.law.whole_file import whole_file

FONT: Final = "Times New Roman"
_MADE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@contextmanager
def new_workbook(path: Path, *, by_rows: bool = True) -> Iterator[Any]:
    """An XlsxWriter workbook that appears at `path` whole or not at all.

    `by_rows=True` keeps one row in memory: cells must be written from top to bottom.
    """
    options = {
        "constant_memory": by_rows, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with whole_file(path) as draft:
        book = xlsxwriter.Workbook(str(draft), options)
        book.set_properties({"created": _MADE})
        yield book
        book.close()


def write_row(sheet: Any, row: int, values: Sequence[Any], text: Any, number: Any) -> None:
    """One row (from 0): numbers with the format `number`, everything else as text; empty cells are left out."""
    for column, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(row, column, value, number)
        else:
            sheet.write_string(row, column, str(value), text)


def frame_cells(sheet: Any, first_row: int, height: int, width: int, border: Any) -> None:
    """Lines around all cells of a block, the empty ones too, by one rule instead of a format per cell."""
    if height and width:
        rule = {"type": "no_errors", "format": border}
        sheet.conditional_format(first_row, 0, first_row + height - 1, width - 1, rule)
