"""What the cells of a sheet do not tell by their values: formulas never computed, error values, hidden rows, extent.

The XML of the sheet is read as a stream of bytes, block by block; only blocks that hold something of the kind are
looked at cell by cell.
"""

import re
import zipfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from rasoat.survey.file_kind import MAX_UNPACKED_BYTES, too_large
from rasoat.survey.sheets import column_letter

MAX_GRID_CELLS: Final = 20_000_000
"""Rows times columns, from A1 to the last filled cell, above which a sheet is refused."""

_CHUNK = 1 << 20
_REF_WIDTH = 6
_PREFIX = re.compile(rb"<(?:(\w+):)?(?:worksheet|sheetData)\b")
_REF = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_ERROR_TEXTS = (b't="e"', b"t='e'")
_TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")
_FAR = re.compile(rb"""\br=["']([A-Z]{2,3})(\d{1,7})["'][^>/]*>""")


@dataclass(slots=True)
class SheetScan:
    """Rows counted from 1. `last_row`, `last_column` (from 1): of the last filled cells, roughly."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    empty_formulas: list[tuple[int, str]] = field(default_factory=list)
    errors: list[tuple[int, str, str]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 26
    far_cell: str = ""

    @property
    def is_too_wide(self) -> bool:
        """True when reading the sheet would need more cells than `MAX_GRID_CELLS`."""
        return self.last_row * self.last_column > MAX_GRID_CELLS


def scan_sheet(path: Path, part: str) -> SheetScan:
    """Scan one sheet's part of a workbook. Raises `FaultsFoundError` when it unpacks to more than is allowed."""
    scan = SheetScan()
    number = 0
    tags: _Tags | None = None
    for block in _blocks(path, part):
        if tags is None:
            tags = _Tags.of(block)
            scan.hidden_columns = _hidden_columns(block, tags)
        number = _scan_block(block, tags, scan, number)
    return scan


@dataclass(frozen=True, slots=True)
class _Tags:
    row: bytes
    cell: re.Pattern[bytes]
    row_start: re.Pattern[bytes]
    idle: re.Pattern[bytes]
    values: tuple[bytes, ...]
    formula: bytes
    column: re.Pattern[bytes]
    value: re.Pattern[bytes]

    @classmethod
    def of(cls, head: bytes) -> "_Tags":
        found = _PREFIX.search(head)
        name = found[1] + b":" if found and found[1] else b""
        return cls(
            row=b"<" + name + b"row",
            cell=re.compile(rb"<%sc(\s[^>]*?)?(?:/>|>(.*?)</%sc>)" % (name, name), re.DOTALL),
            row_start=re.compile(rb"<%srow(\s[^>]*)?>" % name),
            idle=re.compile(
                rb"(?:</%sf>|<%sf\b[^>]*/>)\s*(?:<%sv\s*/>|<%sv>\s*</%sv>|</%sc>)"
                % (name, name, name, name, name, name)
            ),
            values=(b"<" + name + b"v>", b"<" + name + b"is"),
            formula=b"<" + name + b"f",
            column=re.compile(rb"<%scol\s[^>]*>" % name),
            value=re.compile(rb"<%sv[^>]*>([^<]*)<" % name),
        )


def _blocks(path: Path, part: str) -> Iterator[bytes]:
    """The part in blocks that begin with a row and end before one (the first and last hold what is around)."""
    rest, total = b"", 0
    with zipfile.ZipFile(path) as archive:
        info = copy(archive.getinfo(part))
        info.file_size = MAX_UNPACKED_BYTES + _CHUNK  # read to the real end, whatever the archive says
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > MAX_UNPACKED_BYTES:
                    raise too_large(path)
                rest += chunk
                cut = max(rest.rfind(b"<row"), rest.rfind(b":row "))
                if cut > 0:
                    cut = rest.rfind(b"<", 0, cut + 1)
                    yield rest[:cut]
                    rest = rest[cut:]
    yield rest


def _scan_block(block: bytes, tags: _Tags, scan: SheetScan, number: int) -> int:
    """Scan one block; returns the number of its last row."""
    if tags.row not in block:
        return number
    filled = max(block.rfind(value) for value in tags.values)
    if filled >= 0:
        scan.last_row = _row_before(block, filled, tags, number)
        if _farthest(block) > scan.last_column:
            for found in _FAR.finditer(block):
                if (at := _column_number(found[1])) > scan.last_column:
                    scan.last_column, scan.far_cell = at, (found[1] + found[2]).decode()
    if b"hidden=" in block:
        scan.hidden_rows += _hidden_rows(block, tags, number)
    if any(text in block for text in _ERROR_TEXTS) or (tags.formula in block and tags.idle.search(block)):
        _scan_cells(block, tags, scan, number)
    return _row_before(block, len(block), tags, number)


def _row_before(block: bytes, end: int, tags: _Tags, number: int) -> int:
    """The number of the last row that begins before `end`; rows without one count on from `number`."""
    start = block.rfind(tags.row, 0, end)
    found = _ROW_NUMBER.search(block[start : start + 200].partition(b">")[0])
    return int(found[1]) if found else number + block.count(tags.row, 0, end)


def _farthest(block: bytes) -> int:
    """The largest column (from 1) that any `r="..."` names by two or three letters, with a value or not; else 0."""
    letters = np.frombuffer(block, np.uint8)
    if len(letters) < _REF_WIDTH:
        return 0
    size = len(letters) - _REF_WIDTH
    is_ref = (letters[:size] == ord("r")) & (letters[1 : size + 1] == ord("="))
    is_capital = (letters >= ord("A")) & (letters <= ord("Z"))
    starts = np.flatnonzero(is_ref & is_capital[3 : size + 3] & is_capital[4 : size + 4]) + 3
    if not len(starts):
        return 0
    first, second, third = (letters[starts + at].astype(np.int64) - ord("A") + 1 for at in range(3))
    numbers = np.where(is_capital[starts + 2], (first * 26 + second) * 26 + third, first * 26 + second)
    return int(numbers.max())


def _hidden_rows(block: bytes, tags: _Tags, number: int) -> list[int]:
    found = []
    for start in tags.row_start.finditer(block):
        attributes = start[1] or b""
        number = _number(attributes, number + 1)
        if _HIDDEN.search(attributes):
            found.append(number)
    return found


def _scan_cells(block: bytes, tags: _Tags, scan: SheetScan, number: int) -> None:
    starts = list(tags.row_start.finditer(block))
    for at, start in enumerate(starts):
        number = _number(start[1] or b"", number + 1)
        column = 0
        end = starts[at + 1].start() if at + 1 < len(starts) else len(block)
        for cell in tags.cell.finditer(block, start.end(), end):
            attributes, content = cell[1] or b"", cell[2] or b""
            ref = _REF.search(attributes)
            column = _column_number(ref[1]) if ref else column + 1
            letter = column_letter(column - 1)
            if _ERROR.search(attributes):
                value = tags.value.search(content)
                scan.errors.append((number, letter, value[1].decode("utf-8", "replace") if value else ""))
            elif tags.formula in content and not _TEXT_RESULT.search(attributes):
                value = tags.value.search(content)
                if value is None or not value[1].strip():
                    scan.empty_formulas.append((number, letter))


def _hidden_columns(head: bytes, tags: _Tags) -> list[str]:
    found = []
    for column in tags.column.findall(head):
        if _HIDDEN.search(column):
            low, high = (re.search(rb"""\b%s=["'](\d+)["']""" % name, column) for name in (b"min", b"max"))
            if low and high:
                found += [column_letter(at - 1) for at in range(int(low[1]), min(int(high[1]), int(low[1]) + 50) + 1)]
    return found


def _number(attributes: bytes, otherwise: int) -> int:
    found = _ROW_NUMBER.search(attributes.partition(b">")[0])
    return int(found[1]) if found else otherwise


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
