"""A profile's sheets as a new workbook, where the receiving system has no template of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from rasoat.survey.exporting.column import Form
from rasoat.survey.exporting.profile import ExportProfile, Sheet, letter_index
from rasoat.survey.notices import page_header
from rasoat.survey.workbook_out import FONT, frame_cells, new_workbook

_A4 = 9
_WIDE = 24
_NARROW = 13
_TALL = 45


def write_fresh(profile: ExportProfile, tables: Sequence[pl.DataFrame], notice: str, out: Path) -> None:
    """Title, cells of the head, headings and rows of each sheet; the notice on every printed page too.

    `tables`: the cells of each sheet by letter. The file appears whole or not at all.
    """
    with new_workbook(out) as book:
        formats = _formats(book)
        for sheet, cells in zip(profile.sheets, tables, strict=True):
            page = book.add_worksheet(sheet.name)
            width = max(letter_index(column.at) for column in sheet.columns) + 1
            _set_up(page, sheet, formats, notice)
            _write_head(page, sheet, width, notice, formats)
            written = [(letter_index(column.at), formats[_format(column.form)]) for column in sheet.written]
            for number, row in enumerate(cells.iter_rows(), start=sheet.first_row - 1):
                for (at, form), value in zip(written, row, strict=True):
                    _write_cell(page, number, at, value, form)
            frame_cells(page, sheet.first_row - 1, cells.height, width, formats["frame"])


def _write_cell(page: Any, row: int, column: int, value: Any, form: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, column, value, form)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, form)
    else:
        page.write_datetime(row, column, value, form)


def _set_up(page: Any, sheet: Sheet, formats: dict[str, Any], notice: str) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(min(sheet.header_rows) - 1, sheet.first_row - 2)
    page.freeze_panes(sheet.first_row - 1, 0)
    page.set_row(max(sheet.header_rows) - 1, _TALL)
    if notice:
        page.set_header(page_header(notice))
    for column in sheet.columns:
        at = letter_index(column.at)
        wide = column.source.endswith(("name", "address", "causes", "note"))
        page.set_column(at, at, _WIDE if wide else _NARROW, formats[_format(column.form)])


def _write_head(page: Any, sheet: Sheet, width: int, notice: str, formats: dict[str, Any]) -> None:
    """Row by row from the top, as the workbook is written."""
    cells = sorted((cell for cell in sheet.cells if cell.constant or notice), key=lambda cell: cell.column)
    for row in range(1, sheet.first_row):
        if row in sheet.header_rows:
            _write_headings(page, sheet, row, formats["head"])
        elif sheet.numbered and row == sheet.first_row - 1:
            for at in range(width):
                page.write_string(row - 1, at, f"({at + 1})", formats["numbers"])
        elif row == 1 and sheet.title and all(cell.row > 1 for cell in cells):
            _across(page, 0, 0, width - 1, sheet.title, formats["title"])
        here = [cell for cell in cells if cell.row == row]
        ends = [*(cell.column for cell in here[1:]), width]
        for cell, end in zip(here, ends, strict=False):
            _across(page, row - 1, cell.column, max(end - 1, cell.column), cell.constant or notice, formats["line"])


def _write_headings(page: Any, sheet: Sheet, row: int, form: Any) -> None:
    """One heading row; neighbours under one heading share it. A column with fewer levels stands in the lowest rows."""
    level = sheet.header_rows.index(row)
    depth = len(sheet.header_rows)
    above: dict[int, tuple[str, ...]] = {}
    for column in sheet.columns:
        padded = ("",) * (depth - len(column.heading)) + column.heading
        above[letter_index(column.at)] = padded[: level + 1]
    at = 0
    while at <= max(above):
        end = at
        while level < depth - 1 and above.get(at, ("",))[-1] and above.get(end + 1) == above[at]:
            end += 1
        text = above.get(at, ("",))[-1]
        _across(page, row - 1, at, end, text, form)
        at = end + 1


def _across(page: Any, row: int, left: int, right: int, text: str, form: Any) -> None:
    if right > left:
        page.merge_range(row, left, row, right, "", form)
    page.write_string(row, left, text, form)


def _format(form: Form) -> str:
    match form:
        case Form.NUMBER | Form.YEAR:
            return "number"
        case Form.DATE:
            return "date"
    return "text"


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
    boxed = base | {"border": 1, "align": "center"}
    return {
        "title": book.add_format(base | {"bold": True, "font_size": 14, "align": "center"}),
        "line": book.add_format(base | {"italic": True, "align": "center"}),
        "head": book.add_format(boxed | {"bold": True, "text_wrap": True}),
        "numbers": book.add_format(boxed | {"italic": True, "font_size": 9}),
        "text": book.add_format(base | {"num_format": "@"}),
        "number": book.add_format(base | {"num_format": "0.###"}),
        "date": book.add_format(base | {"num_format": "dd/mm/yyyy"}),
        "frame": book.add_format({"border": 1}),
    }
