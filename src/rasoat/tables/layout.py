"""How a table lies on paper: column widths, the blocks of columns that share a page, and the merged head.

A table wider than the page is first made smaller; below `SMALLEST_SCALE` it would be hard to read, and is cut
into blocks of columns instead, each printed with the left columns (number and place) again. Lengths are in
points on a page at scale 1, where the body is set at `BODY_SIZE`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from rasoat.tables.font_metrics import longest_word, text_width
from rasoat.tables.numbers_vi import count_text, rate_text
from rasoat.tables.report import Column, Kind, ReportTable

BODY_SIZE = 12.0
HEAD_SIZE = 11.0
NUMBER_SIZE = 9.0
CELL_PADDING = 9.0
SMALLEST_SCALE = 0.62
ONE_PAGE = 1.25  # pages that are still printed on one, a little smaller
BLOCK_SCALE = 0.70
A4_LANDSCAPE = (841.9, 595.3)
MARGINS = {"left": 42.5, "right": 28.4, "top": 42.5, "bottom": 45.4}
PAGE_HEIGHT = A4_LANDSCAPE[1] - MARGINS["top"] - MARGINS["bottom"]
PAGE_WIDTH = A4_LANDSCAPE[0] - MARGINS["left"] - MARGINS["right"]

_DIGIT = 6.0  # a figure of Times New Roman 12, the unit of Column.width
_NARROWEST_TABLE = 640.0  # room for the issuing body and the motto side by side
_STUB_WIDTH = 330.0
_STUB_COLUMNS = 3
_STRETCH = 1.35  # a text column grows by up to this factor rather than wrap
_WIDE_TEXT = 16.0  # characters: from here on text is set flush left


@dataclass(frozen=True, slots=True)
class Head:
    """One cell of the merged head; rows and columns count from 0 at the head's top left."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the columns go. `blocks` are ranges `(start, stop)`; all but the first get the stub repeated."""

    widths: tuple[float, ...]
    stub: int
    blocks: tuple[tuple[int, int], ...]
    scale: float

    @property
    def split(self) -> bool:
        """Whether the columns take more than one page."""
        return len(self.blocks) > 1

    def columns_of(self, block: tuple[int, int]) -> list[int]:
        """The columns printed on a page of this block, the stub first."""
        return [*range(self.stub if block[0] else 0), *range(*block)]


def cell_text(value: str | int | None, kind: Kind) -> str:
    """A cell as it prints; None is blank."""
    if value is None:
        return ""
    if isinstance(value, str) or kind is Kind.TEXT:
        return str(value)
    return rate_text(value) if kind is Kind.RATE else count_text(value)


def is_flush_left(column: Column) -> bool:
    """Long texts start at the left edge; marks, years and codes stand in the middle."""
    return column.kind is Kind.TEXT and column.width >= _WIDE_TEXT


def name_column(columns: Sequence[Column]) -> int:
    """The column whose text is indented by depth: the widest of the stub."""
    return max(range(stub_size(columns)), key=lambda index: columns[index].width, default=0)


def stub_size(columns: Sequence[Column]) -> int:
    """How many left columns tell which line one reads: the leading texts, three at most."""
    leading = 0
    width = 0.0
    for column in columns[:_STUB_COLUMNS]:
        width += column.width * _DIGIT
        if column.kind is not Kind.TEXT or width > _STUB_WIDTH:
            break
        leading += 1
    return max(1, min(leading, len(columns) - 1))


def plan(report: ReportTable) -> Plan:
    """Widths, stub, blocks and scale of a report on A4 landscape."""
    widths = [_natural_width(report, index) for index in range(len(report.columns))]
    total = sum(widths)
    if total < _NARROWEST_TABLE:
        widths = [width * _NARROWEST_TABLE / total for width in widths]
    stub = stub_size(report.columns)
    if sum(widths) * SMALLEST_SCALE <= PAGE_WIDTH:
        scale = min(1.0, PAGE_WIDTH / sum(widths))
        return Plan(tuple(widths), stub, ((0, len(widths)),), scale)
    blocks = tuple(_blocks(report.columns, widths, stub))
    left = sum(widths[:stub])
    widest = max(sum(widths[max(start, stub) : stop]) + left for start, stop in blocks)
    return Plan(tuple(widths), stub, blocks, min(1.0, PAGE_WIDTH / widest))


def merged_heads(columns: Sequence[Column], block: tuple[int, int], depth: int) -> list[Head]:
    """The head of one block of columns: equal neighbours merged across, own heads extended down to `depth`.

    Two columns are merged at a level when they agree there and at every level above; a column's own head
    is never merged with its neighbour's. Rows and columns count from the block's corner.
    """
    paths = [_path(column) for column in columns[slice(*block)]]
    heads = []
    for index, path in enumerate(paths):
        for row, text in enumerate(path):
            own = row == len(path) - 1
            if not own and index and _shares(paths[index - 1], path, row):
                continue
            across = 1
            while not own and index + across < len(paths) and _shares(path, paths[index + across], row):
                across += 1
            heads.append(Head(row, index, depth - row if own else 1, across, text))
    return heads


def head_depth(columns: Sequence[Column]) -> int:
    """Rows of the head, the column-number row not counted."""
    return max(len(_path(column)) for column in columns)


def _path(column: Column) -> tuple[str, ...]:
    return tuple(text for text, _ in groupby(column.heads)) or ("",)


def _shares(left: tuple[str, ...], right: tuple[str, ...], row: int) -> bool:
    return row < len(left) - 1 and row < len(right) - 1 and left[: row + 1] == right[: row + 1]


def _natural_width(report: ReportTable, index: int) -> float:
    """The width asked for, or more where a number, a long word or the own head would not fit."""
    column = report.columns[index]
    asked = column.width * _DIGIT
    needed = longest_word(column.heads[-1], HEAD_SIZE, bold=True) if column.heads else 0.0
    for row in report.rows:
        value = row.cells[index]
        if value is None or (isinstance(value, str) and len(value) * 1.2 <= column.width):
            continue
        text = cell_text(value, column.kind)
        length = text_width(text, BODY_SIZE, bold=row.bold)
        if column.kind is Kind.TEXT and length > _STRETCH * asked:
            length = longest_word(text, BODY_SIZE, bold=row.bold)
        needed = max(needed, length)
    return max(asked, needed) + CELL_PADDING


def _blocks(columns: Sequence[Column], widths: Sequence[float], stub: int) -> Iterator[tuple[int, int]]:
    """Whole groups (equal top heads) while they fit; a group wider than a page in equal parts."""
    room = PAGE_WIDTH / BLOCK_SCALE - sum(widths[:stub])
    start, used, position = 0, 0.0, stub
    for _, members in groupby(columns[stub:], key=lambda column: _path(column)[0]):
        size = len(list(members))
        for part in _parts(widths[position : position + size], room):
            width = sum(widths[position : position + part])
            if used and used + width > room:
                yield start, position
                start, used = position, 0.0
            position += part
            used += width
    yield start, position


def _parts(widths: Sequence[float], room: float) -> list[int]:
    """Sizes of the fewest nearly equal runs that each fit into `room`."""
    for count in range(1, len(widths) + 1):
        sizes = [len(widths) * (n + 1) // count - len(widths) * n // count for n in range(count)]
        run = iter(widths)
        if all(sum(islice(run, size)) <= room for size in sizes):
            return sizes
    return [1] * len(widths)
