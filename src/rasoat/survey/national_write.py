"""Write the national list workbook in its own layout: what was read is given back, cell for cell."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from rasoat.survey.dataset import Dataset
from rasoat.survey.national_layout import SHEETS, Sheet
from rasoat.survey.national_rows import sheet_rows
from rasoat.survey.notices import notice_in, notices_of, page_header
from rasoat.survey.workbook_out import FONT, frame_cells, new_workbook, write_row

_WIDE = {"head_name": 24, "full_name": 24, "address": 28, "causes": 30, "personal_id": 15, "note": 20}
_NARROW = {"income_score", "deprivation_score", "age", "sex", "household_size", "is_head", ""}

_A3 = 8


def write_national(dataset: Dataset, path: Path, *, lines: Sequence[str] = ()) -> None:
    """Write the three sheets. `lines` stand under the titles (unit, year); heads that were read are kept instead.

    The notices of the households stand above the lines, in every head, and on every printed page.
    What stood below the members (signatures, notes) is not written: it belongs to the file that was signed.
    Identity numbers and dates are text. Columns unknown to us come from `dataset.carried`. The file appears whole or
    not at all.
    """
    notice = notices_of(dataset.households)
    with new_workbook(path) as book:
        formats = _formats(book)
        for sheet in SHEETS:
            rows = sheet_rows(dataset, sheet)
            page = book.add_worksheet(sheet.tab)
            _set_up(page, sheet, rows.width, formats["text"])
            head = dataset.carried.get(f"{sheet.key}:head")
            if head is not None and not head.is_empty():
                told = with_line(head, notice)
                _write_head(page, told, dataset.carried.get(f"{sheet.key}:merges"), formats)
            else:
                _make_head(page, sheet, rows.width, (notice, *lines) if notice else lines, formats)
            if notice:
                page.set_header(page_header(notice))
            start = sheet.first_row - 1 if head is None else max(sheet.first_row - 1, head.height)
            for number, row in enumerate(rows.iter_rows(), start=start):
                write_row(page, number, row, formats["text"], formats["number"])
            frame_cells(page, start, rows.height, rows.width, formats["frame"])


def _set_up(page: Any, sheet: Sheet, width: int, text: Any) -> None:
    page.set_landscape()
    page.set_paper(_A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(sheet.first_row - 2, sheet.first_row - 2)
    page.freeze_panes(sheet.first_row - 1, sheet.positions["full_name"] + 1)
    for column, name in enumerate(sheet.letters(width)):
        page.set_column(column, column, _WIDE.get(name, 7 if name in _NARROW else 12), text)


def with_line(head: pl.DataFrame, notice: str) -> pl.DataFrame:
    """A head that was read, telling the notice too: in a blank row, or below the words of its first cell with any."""
    cells = [list(row) for row in head.iter_rows()]
    if not notice or notice_in((cell for row in cells for cell in row), notice) == notice:
        return head
    spot = next((row for row in cells[1:] if not any(row)), None)
    if spot is not None:
        spot[0] = notice
    else:
        row, at = next((row, at) for row in cells for at, cell in enumerate(row) if cell)
        row[at] = f"{row[at]}\n{notice}"
    return pl.DataFrame(cells, schema=head.schema, orient="row")


def _write_head(page: Any, head: pl.DataFrame, merges: pl.DataFrame | None, formats: dict[str, Any]) -> None:
    for number, row in enumerate(head.iter_rows()):
        for column, value in enumerate(row):
            if value is not None:
                page.write_string(number, column, value, formats["head"])
    if merges is not None:
        page.merge.extend(list(area) for area in merges.iter_rows())


def _make_head(page: Any, sheet: Sheet, width: int, lines: Sequence[str], formats: dict[str, Any]) -> None:
    """Title, given lines, headings, column numbers: the last row of the head is just above the data."""
    page.merge_range(0, 0, 0, len(sheet.columns) - 1, sheet.title, formats["title"])
    for number, line in enumerate(lines[: sheet.first_row - 4], start=1):
        page.merge_range(number, 0, number, len(sheet.columns) - 1, line, formats["line"])
    page.set_row(sheet.first_row - 3, 45)
    for column in range(width):
        heading = sheet.columns[column][1] if column < len(sheet.columns) else ""
        page.write_string(sheet.first_row - 3, column, heading, formats["head"])
    for column in range(width):
        page.write_string(sheet.first_row - 2, column, f"({column + 1})", formats["numbers"])


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    boxed = base | {"border": 1}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 14, "align": "center"}),
        "line": book.add_format(base | {"italic": True, "align": "center"}),
        "head": book.add_format(boxed | {"bold": True, "align": "center", "text_wrap": True}),
        "numbers": book.add_format(boxed | {"italic": True, "align": "center", "font_size": 9}),
        "text": book.add_format(base | {"num_format": "@"}),
        "number": book.add_format(base | {"num_format": "0"}),
        "frame": book.add_format({"border": 1}),
    }
