"""Rows of cells as the XML of a sheet: text stays text, whatever it begins with."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

import polars as pl

from rasoat.survey.exporting.scan import Attributes
from rasoat.survey.sheets import column_letter

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_KEPT = ("ht", "customHeight", "s", "customFormat")
"""Attributes of the template's first row that every written row takes over."""

SLICE = 1_000
"""Rows turned into XML at a time."""

Value = str | int | float | date | None
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def cell_xml(letter: str, row: int, style: int, value: Value, prefix: str = "", *, date1904: bool = False) -> str:
    """One cell; an empty one keeps its style. Dates are numbers of days, in the count of the workbook."""
    place = f'r="{letter}{row}"' + (f' s="{style}"' if style else "")
    if value is None:
        return f"<{prefix}c {place}/>"
    if isinstance(value, str):
        text = f'<{prefix}is><{prefix}t xml:space="preserve">{_text(value)}</{prefix}t></{prefix}is>'
        return f'<{prefix}c {place} t="inlineStr">{text}</{prefix}c>'
    number = (value - _EPOCHS[date1904]).days if isinstance(value, date) else value
    return f"<{prefix}c {place}><{prefix}v>{number!r}</{prefix}v></{prefix}c>"


def row_attributes(first: Attributes) -> str:
    """What the written rows take over from the template's first row."""
    return "".join(f' {name}="{escape(first[name])}"' for name in _KEPT if name in first)


def rows_xml(
    cells: pl.DataFrame,
    columns: Sequence[tuple[int, int]],
    first_row: int,
    attributes: str,
    prefix: str,
    *,
    date1904: bool,
) -> Iterator[bytes]:
    """The rows as XML, some thousands at a time.

    `columns`: index and style of every column to write, from left to right; `cells` holds those with values, by letter.
    """
    letters = [(column_letter(at), style) for at, style in columns]
    held = set(cells.columns)
    for start in range(0, cells.height, SLICE):
        part = cells.slice(start, SLICE)
        by_letter = {letter: part[letter].to_list() if letter in held else None for letter, _ in letters}
        lines: list[str] = []
        for at in range(part.height):
            row = first_row + start + at
            lines.append(f'<{prefix}row r="{row}"{attributes}>')
            for letter, style in letters:
                values = by_letter[letter]
                value = values[at] if values is not None else None
                if value is not None or style:
                    lines.append(cell_xml(letter, row, style, value, prefix, date1904=date1904))
            lines.append(f"</{prefix}row>")
        yield "".join(lines).encode()


def _text(value: str) -> str:
    """Text of a cell: letters that XML cannot hold as Excel writes them (`_x000B_`), carriage returns too."""
    value = _ESCAPED.sub("_x005F_", value)
    value = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    return escape(value).replace("\r", "_x000D_")
