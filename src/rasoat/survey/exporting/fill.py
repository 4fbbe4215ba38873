"""Fill a template: rows are spliced into the bytes of its sheets, every other byte and part stays as it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rasoat.law.whole_file import scratch_beside
from rasoat.survey.exporting.cell_xml import cell_xml, row_attributes, rows_xml
from rasoat.survey.exporting.profile import letter_index
from rasoat.survey.exporting.scan import SheetScan, tag_end
from rasoat.survey.exporting.template import Template, TemplateSheet
from rasoat.survey.sheets import column_letter
from rasoat.survey.xlsx.ordered import AFTER_DEFINED_NAMES, put_before, root_tag
from rasoat.survey.xlsx.sheet_list import workbook_part
from rasoat.survey.xlsx.tags import first_tag, masked, spliced, with_attribute

Splice = tuple[int, int, bytes]
"""Bytes from start to end make way for these."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into one sheet: its rows by letter, and texts of cells of the head by row (from 1) and column."""

    sheet: TemplateSheet
    cells: pl.DataFrame
    head: dict[tuple[int, int], str]


def fill_template(template: Template, fillings: Iterable[Filling], out: Path) -> None:
    """Write a copy of the template with the rows in it, whole or not at all. Rows are never all in memory as XML."""
    with scratch_beside(out) as scratch:
        _compute_again(template)
        for number, filling in enumerate(fillings):
            content = template.package.part(filling.sheet.tab.part)
            part = scratch / f"{number}.xml"
            with part.open("wb") as stream:
                stream.writelines(_filled(content, filling, date1904=template.date1904))
            template.package.put_file(filling.sheet.tab.part, part)
        template.package.write(out)


def _compute_again(template: Template) -> None:
    """Ask Excel to compute formulas when it opens the copy: those kept in the template were computed without rows."""
    package = template.package
    if not any(first_tag(package.part(tab.part), "f") for tab in template.tabs):
        return
    name = workbook_part(package)
    content = package.tree_source(name)
    plain = masked(content)
    tag = first_tag(plain, "calcPr")
    if tag is None:
        prefix = root_tag(plain).prefix.decode()
        new = put_before(content, plain, f'<{prefix}calcPr fullCalcOnLoad="1"/>'.encode(), AFTER_DEFINED_NAMES)
    else:
        new = spliced(content, [(tag.start, tag.end, with_attribute(tag.source, b"fullCalcOnLoad", "1"))])
    if new != content:
        package.put(name, new)


def _filled(content: bytes, filling: Filling, *, date1904: bool) -> Iterator[bytes]:
    """The part in pieces: head with its splices, the rows, what stands below them."""
    scan, first = filling.sheet.scan, filling.sheet.first_row
    last = first + filling.cells.height - 1
    start, end = scan.data if scan.data_closed else _replaced(scan, last)
    head = [*_head_splices(content, filling), *_dimension(scan, filling, last)]
    at = 0
    for begin, finish, new in sorted(head):
        yield content[at:begin]
        yield new
        at = finish
    yield content[at:start]
    prefix = scan.prefix
    if scan.data_closed:
        yield f"<{prefix}sheetData>".encode()
        yield from _missing_rows(filling)
    yield from rows_xml(
        filling.cells, _columns(filling), first, row_attributes(scan.first), prefix, date1904=date1904
    )  # fmt: skip
    if scan.data_closed:
        yield f"</{prefix}sheetData>".encode()
    yield content[end:]


def _replaced(scan: SheetScan, last: int) -> tuple[int, int]:
    """The bytes of the template's rows that the written ones replace."""
    numbers, starts = scan.below
    first = starts[0] if starts else scan.data[1]
    after = next((start for number, start in zip(numbers, starts, strict=True) if number > last), scan.data[1])
    return first, after


def _columns(filling: Filling) -> list[tuple[int, int]]:
    """Every column with values or with a cell in the template's first row, and its style."""
    scan = filling.sheet.scan
    wanted = {letter_index(letter) for letter in filling.cells.columns} | set(scan.first_styles)
    return [(at, scan.style_at(at)) for at in sorted(wanted)]


def _head_splices(content: bytes, filling: Filling) -> Iterator[Splice]:
    """Cells of the head: in place of the blank cell, in their row, or in a row of their own."""
    scan = filling.sheet.scan
    for number, cells in _head_rows(filling).items():
        row = next((item for item in scan.rows if item[0] == number), None)
        if row is not None:
            yield from _into_row(content, row[1], row[2], number, cells, scan)
        elif not scan.data_closed:
            after = next((start for other, start, *_ in scan.rows if other > number), None)
            below = scan.below[1][0] if scan.below[1] else scan.data[1]
            place = below if after is None else after
            yield place, place, _own_row(number, cells, scan)


def _into_row(
    content: bytes, start: int, end: int, number: int, cells: dict[int, str], scan: SheetScan
) -> Iterator[Splice]:
    opened = tag_end(content, start)
    if content[opened - 2] == ord("/"):
        name = f"{scan.prefix}row"
        inner = b"".join(_cell(number, at, text, scan) for at, text in cells.items())
        yield start, end, content[start : opened - 2] + b">" + inner + f"</{name}>".encode()
        return
    inserted: dict[int, bytes] = {}
    for at, text in cells.items():
        if found := scan.cells.get((number, at)):
            yield found[0], found[1], _cell(number, at, text, scan)
            continue
        behind = [where[0] for (row, column), where in scan.cells.items() if row == number and column > at]
        place = min(behind) if behind else content.rindex(b"<", start, end)
        inserted[place] = inserted.get(place, b"") + _cell(number, at, text, scan)
    yield from ((place, place, new) for place, new in inserted.items())


def _missing_rows(filling: Filling) -> Iterator[bytes]:
    """Rows of the head of a sheet that has no rows at all."""
    for number, cells in _head_rows(filling).items():
        yield _own_row(number, cells, filling.sheet.scan)


def _head_rows(filling: Filling) -> dict[int, dict[int, str]]:
    """Row -> column -> text of the cells of the head, in order."""
    rows: dict[int, dict[int, str]] = {}
    for cell, text in sorted(filling.head.items()):
        rows.setdefault(cell[0], {})[cell[1]] = text
    return rows


def _own_row(number: int, cells: dict[int, str], scan: SheetScan) -> bytes:
    inner = b"".join(_cell(number, at, text, scan) for at, text in cells.items())
    return f'<{scan.prefix}row r="{number}">'.encode() + inner + f"</{scan.prefix}row>".encode()


def _cell(row: int, at: int, text: str, scan: SheetScan) -> bytes:
    found = scan.cells.get((row, at))
    return cell_xml(column_letter(at), row, found[2] if found else 0, text, scan.prefix).encode()


def _dimension(scan: SheetScan, filling: Filling, last: int) -> Iterator[Splice]:
    """The used range, where the template tells it."""
    if scan.dimension is None or filling.cells.is_empty():
        return
    numbers = scan.below[0]
    bottom = max(last, numbers[-1] if numbers else 0)
    right = max([letter_index(letter) for letter in filling.cells.columns] + [filling.sheet.width - 1])
    new = f'<{scan.prefix}dimension ref="A1:{column_letter(right)}{bottom}"/>'
    yield *scan.dimension, new.encode()
