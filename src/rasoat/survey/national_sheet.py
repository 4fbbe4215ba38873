"""Find the three sheets of the national list workbook and read each as a typed table of member rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.columns import Column, Kind
from rasoat.survey.fault_list import FEW, SOURCE_ROW, SOURCE_SHEET, TableSource
from rasoat.survey.national_foot import without_foot
from rasoat.survey.national_layout import SHEETS, Sheet, sheet_of
from rasoat.survey.notices import notice_in
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.sheets import Cell, Workbook, cell_text, column_letter, table
from rasoat.survey.text import fold
from rasoat.survey.typed_tables import type_table

_HEAD_ROWS = 20
"""How deep titles and headings are looked for."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Member rows of one sheet: typed known columns, unknown ones under their letters; `head` are the rows above.

    `merges` are the merged ranges of the head.
    """

    sheet: Sheet
    source: TableSource
    rows: pl.DataFrame
    raw: pl.DataFrame
    head: pl.DataFrame
    merges: pl.DataFrame
    faults: list[Fault]


def find_sheets(book: Workbook) -> dict[str, str]:
    """Sheet key -> title of the tab, told by the tab's name or else by the title inside the sheet."""
    found: dict[str, str] = {}
    unnamed = []
    for title in book.titles:
        if (sheet := sheet_of(title)) is not None:
            found.setdefault(sheet.key, title)
        else:
            unnamed.append(title)
    for title in unnamed if len(found) < len(SHEETS) else ():
        if (sheet := sheet_of(_title_text(book.rows(title, limit=7)))) is not None:
            found.setdefault(sheet.key, title)
    return found


def read_sheets(book: Workbook, found: dict[str, str], listed: int = FEW) -> list[SheetRows]:
    """All three sheets. Raises `FaultsFoundError` when a sheet, its headings or a required column is missing."""
    missing = [_sheet_missing(book, sheet) for sheet in SHEETS if sheet.key not in found]
    if missing:
        raise FaultsFoundError(missing)
    rows = [(sheet, found[sheet.key], book.rows(found[sheet.key])) for sheet in SHEETS]
    problems = [fault for sheet, title, cells in rows for fault in _heading_faults(book.path, sheet, title, cells)]
    if problems:
        raise FaultsFoundError(problems)
    return [_read(book, sheet, title, cells, listed) for sheet, title, cells in rows]


def sheet_columns(sheet: Sheet) -> dict[str, Column]:
    """How the known columns of a sheet are read: as in the questionnaire, member facts before household facts."""
    common = full_questionnaire()
    known = {**common.columns("household"), **common.columns("member")}
    text = {name: Column(name, Kind.TEXT) for name in sheet.positions}
    return {**text, **{name: known[name] for name in sheet.positions if name in known}, "age": Column("age", Kind.INT)}


def _read(book: Workbook, sheet: Sheet, title: str, cells: list[list[Cell]], listed: int) -> SheetRows:
    width = max(len(sheet.columns), max((len(row) for row in cells), default=0))
    first = _first_row(sheet, cells)
    raw = table(cells, first, sheet.letters(width))
    raw = raw.filter(~_is_number_row(raw)).with_columns(pl.lit(title).alias(SOURCE_SHEET))
    source = TableSource(book.path.name, title, sheet.headings, {title: sheet.letter_of}, listed)
    columns = sheet_columns(sheet)
    raw, strays = without_foot(raw, columns, source)
    typed, faults = type_table(raw, columns, source)
    head, merges = _head(cells[: first - 1], width), _merges(book.merges(title), first)
    return SheetRows(sheet, source, typed, raw, head, merges, [*strays, *faults])


def _head(rows: list[list[Cell]], width: int) -> pl.DataFrame:
    padded = [[cell_text(cell) for cell in row] + [None] * (width - len(row)) for row in rows]
    return pl.DataFrame(padded, schema=dict.fromkeys(map(column_letter, range(width)), pl.String), orient="row")


def _merges(ranges: list[tuple[int, int, int, int]], first: int) -> pl.DataFrame:
    inside = [item for item in ranges if item[2] < first - 1]
    return pl.DataFrame(inside, schema=dict.fromkeys(("top", "left", "bottom", "right"), pl.Int64), orient="row")


def _title_text(rows: list[list[Cell]]) -> str:
    """All words above the data but the watermarks, which speak of poor households too."""
    return " ".join(cell for row in rows for cell in row if isinstance(cell, str) and not notice_in([cell]))


def _is_number_row(raw: pl.DataFrame) -> pl.Series:
    """The row of column numbers `(1) (2) ...` under the headings, which some files push into the data."""
    name = raw["full_name"].str.strip_chars().fill_null("")
    return name.str.contains(r"^\(?\d{1,2}\)?$") & (raw[SOURCE_ROW] <= _HEAD_ROWS)


def _first_row(sheet: Sheet, cells: Sequence[Sequence[Cell]]) -> int:
    """The first data row: as fixed by the layout, or below headings that stand lower."""
    name_at = sheet.positions["full_name"]
    lowest = 0
    for number, row in enumerate(cells[:_HEAD_ROWS], start=1):
        words = fold(str(row[name_at])) if name_at < len(row) else ""
        if words.startswith(("ho ten", "ho va ten", "ten thanh vien")):
            lowest = number
    return max(sheet.first_row, lowest + 1)


def _heading_faults(path: Path, sheet: Sheet, title: str, cells: Sequence[Sequence[Cell]]) -> list[Fault]:
    head = cells[: _first_row(sheet, cells) - 1]
    faults = []
    for name, words in sheet.required.items():
        at = sheet.positions[name]
        columns = [index for index in range(max(map(len, head), default=0)) if _heading_fits(head, index, words)]
        if at not in columns:
            faults.append(_heading_fault(path, sheet, title, name, columns))
    if len(faults) == len(sheet.required):
        return [_no_headings(path, sheet, title)]
    return faults


def _heading_fits(head: Sequence[Sequence[Cell]], at: int, words: tuple[str, ...]) -> bool:
    text = " ".join(fold(str(row[at])) for row in head if at < len(row))
    return any(word in text for word in words)


def _sheet_missing(book: Workbook, sheet: Sheet) -> Fault:
    return Fault(
        "sheet-missing",
        f"thiếu trang tính “{sheet.title}”",
        f"the sheet “{sheet.title}” is missing",
        f"thêm trang tính này (để trống nếu không có hộ); đang có: {', '.join(book.titles)}. "
        "Nếu đây là sổ theo mẫu riêng: chạy `rasoat map` để ghép cột, rồi thêm --profile",
        f"add the sheet (empty when there is no household); found: {', '.join(book.titles)}. "
        "For a layout of your own run `rasoat map`, then add --profile",
        Place(file=book.path.name, sheet=sheet.tab),
    )


def _no_headings(path: Path, sheet: Sheet, title: str) -> Fault:
    return Fault(
        "header-not-found",
        f"không thấy dòng tiêu đề phía trên dòng {sheet.first_row}",
        f"no heading row above row {sheet.first_row}",
        f"dùng đúng mẫu: tiêu đề ở trên, dữ liệu bắt đầu từ dòng {sheet.first_row}",
        f"use the layout: headings above, data from row {sheet.first_row}",
        Place(file=path.name, sheet=title, row=sheet.first_row - 1),
    )


def _heading_fault(path: Path, sheet: Sheet, title: str, name: str, elsewhere: list[int]) -> Fault:
    heading = sheet.headings[name]
    seen = ", ".join(map(column_letter, elsewhere))
    return Fault(
        "column-missing",
        f"cột {heading} không có tiêu đề đúng chỗ" + (f"; thấy ở cột {seen}" if seen else ""),
        f"column {heading} has no such heading in its place" + (f"; seen in column {seen}" if seen else ""),
        "trả cột về đúng vị trí của mẫu; cột thêm để sau cột cuối",
        "move the column to its place; put additional columns behind the last",
        Place(file=path.name, sheet=title, row=sheet.first_row - 1, column=heading),
    )
