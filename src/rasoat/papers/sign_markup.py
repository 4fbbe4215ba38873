"""Signature blocks in markup: after `[ký]` the rows `trên |`, `chức danh |`, `cách ký |`, `họ tên |`, a column each."""

import re
from collections.abc import Sequence

from rasoat.papers.faults import TemplateFaultsError, fault
from rasoat.papers.filling import Line
from rasoat.papers.inline import blank, inline
from rasoat.papers.model import Inline, Run, Signature, Signatures
from rasoat.papers.table_markup import split_cells
from rasoat.papers.values import name_key
from rasoat.papers.wording import SIGN_HERE

MOST_COLUMNS = 3
_ROWS = {"tren": "above", "chuc danh": "title", "cach ky": "hint", "ho ten": "name"}
_BOLD, _ITALIC = ("title", "name"), ("hint", "above")
_ROW = re.compile(r"[^|\ue000\\\[]+\|")


def is_row(line: Line) -> bool:
    """Whether a line can be a row of a signature block."""
    return _ROW.match(line.text) is not None


def read_signatures(opening: Line, rows: Sequence[Line]) -> Signatures:
    """The block of an opening line and its rows; the titles decide how many columns there are.

    Raises `TemplateFaultsError` with every fault.
    """
    faults, texts = [], dict[str, tuple[Line, list[str]]]()
    for row in rows:
        name, _, rest = row.text.partition("|")
        field = _ROWS.get(name_key(name))
        if field is None:
            faults.append(fault("sign-row", row.number, row.words()))
        else:
            texts[field] = (row, _columns(rest))
    if not faults and "title" not in texts:
        faults.append(fault("sign-title-missing", opening.number))
    if not faults:
        count = len(texts["title"][1])
        faults = [
            fault("sign-columns", row.number, row.words())
            for row, columns in texts.values() if not 1 <= len(columns) <= min(count, MOST_COLUMNS)
        ]  # fmt: skip
    if faults:
        raise TemplateFaultsError(faults)
    found = {field: _filled(row, columns, field) for field, (row, columns) in texts.items()}
    return Signatures(tuple(_signature(found, at) for at in range(count)))


def _columns(rest: str) -> list[str]:
    """The texts between the bars, without the empty ones at the end."""
    columns = split_cells(f"|{rest}|")
    while len(columns) > 1 and not columns[-1]:
        columns.pop()
    return columns


def _filled(row: Line, columns: Sequence[str], field: str) -> list[tuple[Inline, ...]]:
    bold, italic = field in _BOLD, field in _ITALIC
    return [inline(row.part(text), bold=bold, italic=italic, leader=False) for text in columns]


def _signature(found: dict[str, list[tuple[Inline, ...]]], at: int) -> Signature:
    given = {field: columns[at] for field, columns in found.items() if at < len(columns)}
    if "hint" not in given:
        given["hint"] = () if "hint" in found or blank(given["title"]) else (Run(SIGN_HERE, italic=True),)
    return Signature(**given)
