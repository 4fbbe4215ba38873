"""Small tables that the tests of the audit write."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from rasoat.audit.grid import Grid, read_grids

NATION = (
    ("place", "parent", "households", "poor", "near_poor", "total", "poor_pct"),
    ("Quốc gia", "", 1000, 100, 50, 150, "10,00"),
    ("Tỉnh Một", "Quốc gia", 600, 70, 30, 100, "11,67"),
    ("Tỉnh Hai", "Quốc gia", 400, 30, 20, 50, "7,50"),
)


def write_csv(path: Path, rows: Sequence[Sequence[object]] = NATION) -> Path:
    lines = [",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_book(
    path: Path, sheets: dict[str, Sequence[Sequence[object]]], merges: Sequence[tuple[int, ...]] = ()
) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write(at, column, cell)
            for top, left, bottom, right in merges:
                sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path


def first_grid(path: Path) -> Grid:
    return next(read_grids(path))


def changed(rows: Sequence[Sequence[object]], row: int, column: int, value: object) -> list[list[object]]:
    """The rows with one cell changed."""
    copy = [list(line) for line in rows]
    copy[row][column] = value
    return copy
