"""An opened file to map: a workbook or a CSV as sheets of cells, with what is hidden and what was never computed."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from rasoat.survey.csv_file import read_csv_text
from rasoat.survey.file_kind import MAX_WORKBOOK_BYTES, FileKind, file_kind, refusal, too_large
from rasoat.survey.mapping.legacy_detect import Found, detect, odd_letters
from rasoat.survey.mapping.legacy_text import Encoding, decode
from rasoat.survey.mapping.sheet_scan import SheetScan, scan_sheet
from rasoat.survey.mapping.words import csv_broken
from rasoat.survey.marking.names import HELPER_TITLE
from rasoat.survey.sheets import Cell, Workbook
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import SheetPart, sheet_parts, workbook_part

CSV_TITLE: Final = ""
"""The title of the one sheet of a CSV file."""

_1904 = re.compile(rb"""\bdate1904=["'](?:1|true|on)["']""")


@dataclass(frozen=True)
class Sheet:
    """One sheet: `cells` from A1 on, all rows of one width; `merges` as first row, first column, last row, last
    column, from 0; `scan` what the values do not tell.
    """

    title: str
    cells: list[list[Cell]]
    merges: list[tuple[int, int, int, int]]
    scan: SheetScan

    @cached_property
    def whole_columns(self) -> list[tuple[Cell, ...]]:
        """Every column from row 1 to the end."""
        return list(zip(*self.cells, strict=True))

    def columns(self, first_row: int) -> list[tuple[Cell, ...]]:
        """Every column from a row (counted from 1) to the end."""
        return [column[first_row - 1 :] for column in self.whole_columns]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.cells[0]) if self.cells else 0


class Source:
    """An open file. Use as a context manager; raises `FaultsFoundError` for a file that cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sheets: dict[str, Sheet] = {}
        self._encodings: dict[str, Found] = {}
        self._book: Workbook | None = None
        self._parts: dict[str, SheetPart] = {}
        self.is_1904 = False
        match file_kind(path):
            case FileKind.WORKBOOK:
                package = Package.read(path)
                self._parts = {
                    part.title: part
                    for part in sheet_parts(package)
                    if part.kind == "worksheet" and part.title != HELPER_TITLE
                }
                self.is_1904 = _1904.search(package.part(workbook_part(package))) is not None
                self._book = Workbook(path)
            case FileKind.CSV:
                self._sheets[CSV_TITLE] = Sheet(CSV_TITLE, _csv_cells(path), [], SheetScan())
            case _:
                raise _not_a_list(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._book is not None:
            self._book.__exit__()

    @property
    def titles(self) -> list[str]:
        """Titles of all sheets of cells, hidden ones too, in the order of the tabs."""
        return list(self._parts) if self._book is not None else [CSV_TITLE]

    @property
    def hidden(self) -> list[str]:
        """Titles of hidden sheets."""
        return [title for title, part in self._parts.items() if part.state != "visible"]

    def sheet(self, title: str) -> Sheet:
        """One sheet, read once. Raises `FaultsFoundError` for one that reaches too far."""
        if title not in self._sheets:
            assert self._book is not None
            scan = scan_sheet(self.path, self._parts[title].part)
            if scan.is_too_wide:
                raise _reaches_too_far(self.path, title, scan)
            cells = self._book.rows(title)
            self._sheets[title] = Sheet(title, cells, self._book.merges(title), scan)
        return self._sheets[title]

    def encoding(self, title: str) -> Found:
        """In which encoding the text of a sheet is written, told by all its text."""
        if title not in self._encodings:
            self._encodings[title] = _encoding(self.sheet(title))
        return self._encodings[title]


def in_unicode(cells: Iterable[Iterable[Cell]], encoding: Encoding) -> list[list[Cell]]:
    """Rows with all text decoded and cleaned."""
    return [[decode(cell, encoding) if isinstance(cell, str) and cell else cell for cell in row] for row in cells]


def _encoding(sheet: Sheet) -> Found:
    """Only sheets with letters that Vietnamese in Unicode never uses are looked at text by text."""
    used = set[str]()
    for column in sheet.whole_columns:
        used.update("".join([cell for cell in column if type(cell) is str]))
    if odd_letters().isdisjoint(used):
        return Found(Encoding.UNICODE, is_told=any(not letter.isascii() for letter in used))
    return detect({cell for row in sheet.cells for cell in row if type(cell) is str and not cell.isascii()})


def _csv_cells(path: Path) -> list[list[Cell]]:
    if path.stat().st_size > MAX_WORKBOOK_BYTES:
        raise too_large(path)
    rows: list[list[Cell]] = []
    begins = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            line = stream.readline()
            separator = max(",;\t", key=line.count)
            stream.seek(0)
            reader = csv.reader(stream, delimiter=separator, strict=True)
            for row in reader:
                rows.append(list(row))
                begins = reader.line_num + 1
    except UnicodeDecodeError:
        read_csv_text(path)
        raise
    except csv.Error:
        raise csv_broken(path.name, begins) from None
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _not_a_list(path: Path) -> Exception:
    return refusal(
        path,
        "mapping-not-needed",
        "thư mục và tệp Parquet đã có tên cột cố định, không cần ghép cột",
        "directories and Parquet files have fixed column names and need no mapping",
        "dùng thẳng tệp này, không thêm --profile; hoặc đưa sổ .xlsx, tệp .csv",
        "use the file as it is, without --profile; or give an .xlsx or .csv",
    )


def _reaches_too_far(path: Path, title: str, scan: SheetScan) -> Exception:
    where = scan.far_cell or f"dòng/row {scan.last_row}"
    return refusal(
        path,
        "sheet-reaches-too-far",
        f"trang tính “{title}” trải quá rộng vì có ô lạc ở xa ({where}; dòng cuối {scan.last_row})",
        f"the sheet “{title}” reaches too far because of a stray cell ({where}; last row {scan.last_row})",
        "xóa các ô lạc nằm xa bảng (Ctrl+End để thấy), lưu lại",
        "delete stray cells far from the table (Ctrl+End shows them) and save",
    )
