"""Sheets of a workbook as tables of text, with the row numbers that people see."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from rasoat.survey.dates import format_date
from rasoat.survey.fault_list import SOURCE_ROW
from rasoat.survey.file_kind import refusal

Cell = str | int | float | bool | date | datetime | time | timedelta


class Workbook:
    """An open workbook. Use as a context manager; raises `FaultsFoundError` when it cannot be opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._book = CalamineWorkbook.from_path(str(path))
        except PasswordError:
            raise refusal(
                path,
                "workbook-password",
                "sổ Excel có mật khẩu",
                "the workbook has a password",
                "bỏ mật khẩu rồi lưu lại",
                "take the password away and save again",
            ) from None
        except CalamineError as error:
            raise _broken(path, error) from None
        self._sheets: dict[str, CalamineSheet] = {}

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    @property
    def titles(self) -> list[str]:
        """Titles of all sheets, in order."""
        return list(self._book.sheet_names)

    def rows(self, title: str, limit: int | None = None) -> list[list[Cell]]:
        """The cells of a sheet from A1 on; empty cells are empty texts, trailing blanks are cut."""
        return self._sheet(title).to_python(skip_empty_area=False, nrows=limit)

    def merges(self, title: str) -> list[tuple[int, int, int, int]]:
        """Merged ranges of a sheet: first row, first column, last row, last column, from 0."""
        ranges = self._sheet(title).merged_cell_ranges or []
        return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]

    def _sheet(self, title: str) -> CalamineSheet:
        if title not in self._sheets:
            try:
                self._sheets[title] = self._book.get_sheet_by_name(title)
            except CalamineError as error:
                raise _broken(self.path, error) from None
        return self._sheets[title]


def table(rows: Sequence[Sequence[Cell]], first_row: int, names: Sequence[str]) -> pl.DataFrame:
    """Rows from `first_row` (counted from 1) as text columns `names`, plus `source_row`; blank rows are dropped.

    Columns beyond the rows' width are null.
    """
    body = rows[first_row - 1 :]
    columns: Iterable[Sequence[Cell]] = zip(*body, strict=True) if body else []
    data = {name: [cell_text(cell) for cell in cells] for name, cells in zip(names, columns, strict=False)}
    frame = pl.DataFrame(
        {name: pl.Series(data.get(name, [None] * len(body)), dtype=pl.String) for name in names}
    ).with_row_index(SOURCE_ROW, offset=first_row)
    filled = [pl.col(name).str.strip_chars().fill_null("") != "" for name in names]
    return frame.with_columns(pl.col(SOURCE_ROW).cast(pl.Int64)).filter(pl.any_horizontal(filled))


def cell_text(cell: Cell) -> str | None:
    """One cell as text: whole numbers without decimals, others with the 15 digits that a spreadsheet holds,
    dates as dd/mm/yyyy, empty as None.
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, datetime):
        day = format_date(cell.date())
        return day if cell.time() == time() else f"{day} {cell.time().isoformat()}"
    if isinstance(cell, date):
        return format_date(cell)
    return str(cell)


def numbers_again(series: pl.Series) -> pl.Series:
    """A carried text column as integers when every cell is a plain integer, so that it is written back as numbers."""
    if series.dtype != pl.String or series.null_count() == len(series):
        return series
    plain = series.drop_nulls().str.contains(r"^(0|[1-9][0-9]{0,14})$").all()
    return series.cast(pl.Int64) if plain else series


def column_letter(index: int) -> str:
    """The letters over a column counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _broken(path: Path, error: Any) -> Exception:
    return refusal(
        path,
        "workbook-broken",
        f"sổ Excel bị hỏng ({error})",
        f"the workbook is damaged ({error})",
        "mở bằng Excel để sửa, lưu lại rồi nhập lại",
        "repair it in Excel, save it and try again",
    )
