"""Small workbooks, written cell by cell."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

Rows = Sequence[Sequence[Any]]
MakeBook = Callable[..., Path]


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """`make_book(rows, merges=[(top, left, bottom, right)], title=..., name=...)` writes one sheet."""

    def make(
        rows: Rows, merges: Sequence[tuple[int, int, int, int]] = (), title: str = "DS", name: str = "so.xlsx"
    ) -> Path:
        book = xlsxwriter.Workbook(str(tmp_path / name))
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                if cell is not None:
                    page.write(number, at, cell)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, rows[top][left])
        book.close()
        return tmp_path / name

    return make
