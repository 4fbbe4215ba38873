"""Worksheets of ours as XML: inline text only, so that nothing becomes a formula."""

from collections.abc import Iterable, Sequence
from typing import Final

from rasoat.survey.sheets import column_letter
from rasoat.survey.xlsx.comments import xml_text

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
LONGEST: Final = 32_767
"""Letters that a cell holds."""

Value = str | int | None
"""What a cell of ours holds."""


def cell_xml(row: int, column: int, value: Value, style: int = 0) -> str:
    """One cell (row and column from 1). None is a blank cell that keeps its style."""
    start = f'<c r="{column_letter(column - 1)}{row}" s="{style}"'
    if value is None:
        return f"{start}/>"
    if isinstance(value, int):
        return f"{start}><v>{value}</v></c>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{xml_text(value[:LONGEST])}</t></is></c>'


def row_xml(row: int, values: Iterable[Value], styles: Sequence[int], height: float | None = None) -> str:
    """One row from column A on."""
    tall = f' ht="{height:g}" customHeight="1"' if height is not None else ""
    cells = (
        cell_xml(row, at, value, style) for at, (value, style) in enumerate(zip(values, styles, strict=True), start=1)
    )
    return f'<row r="{row}"{tall}>{"".join(cells)}</row>'
