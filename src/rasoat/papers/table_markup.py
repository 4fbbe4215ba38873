"""Tables in markup: `[bảng 10^ 60 30>]`, head rows `|| a | b ||`, rows `| a | b |`, `<` and `^` for merged cells."""

import re
from collections.abc import Sequence

from rasoat.papers.faults import TemplateFault, TemplateFaultsError, fault
from rasoat.papers.filling import Line
from rasoat.papers.inline import inline
from rasoat.papers.model import Align, Cell, Column, Row, Table
from rasoat.papers.values import name_key

_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_COLUMN = re.compile(r"(\d+(?:[.,]\d+)?)([<>^]?)")
_ALIGN = {"": Align.LEFT, "<": Align.LEFT, ">": Align.RIGHT, "^": Align.CENTER}
_SIZE = re.compile(r"co (\d+)")


def split_cells(text: str) -> list[str]:
    """The texts between the bars of a row; the bars at both ends may be left out."""
    parts = _BAR.sub("\\1\ue004", text.strip()).split("\ue004")
    if parts and not parts[0].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    return [part.strip() for part in parts]


def read_table(opening: Line, arguments: str, rows: Sequence[Line]) -> Table:
    """The table of an opening line and its rows. Raises `TemplateFaultsError` with every fault."""
    columns, ruled, size = _columns(opening, arguments)
    faults = [] if rows else [fault("table-empty", opening.number)]
    sections: tuple[list[tuple[Line, list[str]]], list[tuple[Line, list[str]]]] = ([], [])
    for row in rows:
        in_head = row.text.startswith("||")
        if in_head and sections[1]:
            faults.append(fault("table-head-late", row.number, row.words()))
        texts = split_cells(_head_bars(row.text) if in_head else row.text)
        if len(texts) != len(columns):
            faults.append(fault("table-cells", row.number, row.words(), f"{len(texts)} / {len(columns)}"))
        else:
            sections[0 if in_head else 1].append((row, texts))
    if faults:
        raise TemplateFaultsError(faults)
    head, body = (_section(section, bold=not at) for at, section in enumerate(sections))
    return Table(columns, head, body, ruled, size)


def _head_bars(text: str) -> str:
    inner = text[1:]
    return inner[:-1] if inner.endswith("||") else inner


def _columns(opening: Line, arguments: str) -> tuple[tuple[Column, ...], bool, float | None]:
    options = name_key(opening.words(arguments))
    ruled = "khong ke" not in options
    sized = _SIZE.search(options)
    rest = _SIZE.sub("", options.replace("khong ke", "")).split()
    found = [_COLUMN.fullmatch(part) for part in rest]
    if not found or None in found or (sized and not 8 <= int(sized[1]) <= 14):
        raise TemplateFaultsError([fault("command-argument", opening.number, opening.words())])
    columns = tuple(Column(float(part[1].replace(",", ".")), _ALIGN[part[2]]) for part in found if part)
    if abs(sum(column.width for column in columns) - 100) > 1 or any(column.width < 1 for column in columns):
        raise TemplateFaultsError([fault("table-widths", opening.number, opening.words())])
    return columns, ruled, float(sized[1]) if sized else None


def _section(rows: Sequence[tuple[Line, list[str]]], *, bold: bool) -> tuple[Row, ...]:
    """Head or body with merged cells worked out."""
    owners: list[list[tuple[int, int]]] = []
    faults: list[TemplateFault] = []
    for y, (line, texts) in enumerate(rows):
        owners.append([])
        for x, text in enumerate(texts):
            if (text == "<" and not x) or (text == "^" and not y):
                faults.append(fault("table-merge", line.number, line.words()))
            beside = owners[y][x - 1] if x else (y, x)
            above = owners[y - 1][x] if y else (y, x)
            owners[y].append(beside if text == "<" else above if text == "^" else (y, x))
    if not faults:
        faults = [fault("table-merge", rows[y][0].number) for y in _torn(owners)]
    if faults:
        raise TemplateFaultsError(faults)
    return tuple(tuple(_cell(owners, y, x, rows[y], bold) for x in range(len(owners[y]))) for y in range(len(owners)))


def _torn(owners: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """Rows at which a merged cell begins that is no rectangle."""
    reach: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for y, row in enumerate(owners):
        for x, owner in enumerate(row):
            reach.setdefault(owner, []).append((y, x))
    torn = []
    for (y, x), places in reach.items():
        bottom, right = max(place[0] for place in places), max(place[1] for place in places)
        left = min(place[1] for place in places)
        if left < x or (bottom - y + 1) * (right - x + 1) != len(places):
            torn.append(y)
    return torn


def _cell(
    owners: Sequence[Sequence[tuple[int, int]]], y: int, x: int, row: tuple[Line, list[str]], bold: bool
) -> Cell | None:
    if owners[y][x] != (y, x):
        return None
    columns = next((at for at in range(x, len(owners[y])) if owners[y][at] != (y, x)), len(owners[y])) - x
    below = (at for at in range(y, len(owners)) if owners[at][x] != (y, x))
    line, texts = row
    return Cell(inline(line.part(texts[x]), bold=bold), columns, next(below, len(owners)) - y)
