"""The hidden tab of a marked copy: pairs of formats, and the record of the check. Programs that save the file
again renumber formats; the numbers of the pair's cells then tell the new ones."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Final

from rasoat.survey.marking.names import HELPER_TITLE
from rasoat.survey.marking.record import Entry, Record
from rasoat.survey.marking.sheet_text import HEAD, cell_xml
from rasoat.survey.sheets import Workbook
from rasoat.survey.xlsx.grid import Grid

_VERSION: Final = "v1"
_TAG, _IDENTITY, _NAMES, _LOCKED, _GENERAL, _ORIGINAL, _MARKED = range(1, 8)
_NOT_KEPT: Final = "-"
_LONGEST: Final = 30_000
_BETWEEN: Final = "\n"


def helper_sheet(record: Record | None, pairs: Mapping[int, set[int]]) -> bytes:
    """The tab as XML. Row 1 tells version, context and salt; below, one household and one pair a row."""
    flat = sorted((original, marked) for original, several in pairs.items() for marked in several)
    entries = record.entries if record else ()
    general = record.general if record else ()
    head = [HELPER_TITLE, _VERSION, record.context if record else "", record.salt.hex() if record else ""]
    rows = ['<row r="1">' + "".join(cell_xml(1, at, f"{text}.") for at, text in enumerate(head, start=1)) + "</row>"]
    for number, (entry, name, pair) in enumerate(zip_longest(entries, general, flat), start=2):
        cells = _entry_cells(number, entry) if entry else []
        if name is not None:
            cells.append(cell_xml(number, _GENERAL, name))
        if pair is not None:
            cells += [cell_xml(number, _ORIGINAL, "gốc", pair[0]), cell_xml(number, _MARKED, "dấu", pair[1])]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"{HEAD}<sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


def read_pairs(grid: Grid) -> list[tuple[int, int]]:
    """Pairs of numbers of formats, original and marked, as they are in the file now."""
    pairs = []
    for row in grid.rows:
        styles = {column: tag.number(b"s") or 0 for column, tag in grid.cells(row)}
        if row > 1 and _ORIGINAL in styles and _MARKED in styles:
            pairs.append((styles[_ORIGINAL], styles[_MARKED]))
    return pairs


def read_record(book: Workbook) -> Record | None:
    """The record of a marked copy; None when there is none that can be believed."""
    if HELPER_TITLE not in book.titles:
        return None
    rows = [[str(cell) for cell in row] + [""] * _MARKED for row in book.rows(HELPER_TITLE)]
    if not rows or [text.rstrip(".") for text in rows[0][:2]] != [HELPER_TITLE, _VERSION]:
        return None
    context, salt = (text.rstrip(".") for text in rows[0][2:4])
    try:
        key = bytes.fromhex(salt)
    except ValueError:
        return None
    if not context or not key or len(key) > 64:
        return None
    return Record(
        context=context,
        salt=key,
        entries=tuple(_entry(row) for row in rows[1:] if row[_TAG - 1]),
        general=tuple(row[_GENERAL - 1] for row in rows[1:] if row[_GENERAL - 1]),
    )


def _entry_cells(row: int, entry: Entry) -> list[str]:
    names = _BETWEEN.join(entry.names)
    cells = [cell_xml(row, _TAG, f"{entry.tag}."), cell_xml(row, _IDENTITY, f"{entry.identity}.")]
    if names:
        cells.append(cell_xml(row, _NAMES, names[:_LONGEST]))
    if entry.locked != "":
        cells.append(cell_xml(row, _LOCKED, _NOT_KEPT if entry.locked is None else entry.locked))
    return cells


def _entry(row: list[str]) -> Entry:
    locked = row[_LOCKED - 1]
    names = row[_NAMES - 1].replace("\r\n", _BETWEEN).replace("_x000a_", _BETWEEN)
    return Entry(
        tag=row[_TAG - 1].rstrip("."),
        identity=row[_IDENTITY - 1].rstrip("."),
        names=tuple(filter(None, names.split(_BETWEEN))),
        locked=None if locked == _NOT_KEPT else locked,
    )
