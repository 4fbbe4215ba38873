"""One pass over the XML of a template's sheet: where rows stand in its bytes, what its columns and cells carry."""

from array import array
from dataclasses import dataclass, field
from typing import Final

from rasoat.survey.exporting.profile import letter_index
from rasoat.survey.xlsx.safe_xml import UnsafeXmlError, local, parse, xml_parser

MOST_FILLED: Final = 200
"""Cells with content below the head that are remembered one by one."""

Attributes = dict[str, str]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column: rows from 1, columns from 0."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A data validation as written: `kind` (`list`, `whole`, ...), operator, formulas, the areas it holds in."""

    kind: str
    operator: str
    formulas: tuple[str, str]
    areas: tuple[Area, ...]


@dataclass(slots=True)
class SheetScan:
    """What one pass found. Offsets are bytes of the part; `prefix` is that of its elements (`x:`), mostly empty."""

    prefix: str = ""
    dimension: tuple[int, int] | None = None
    data: tuple[int, int] = (-1, -1)
    data_closed: bool = False
    rows: list[tuple[int, int, int, Attributes]] = field(default_factory=list)
    """Rows above the first row: number, start, end, attributes."""
    cells: dict[tuple[int, int], tuple[int, int, int]] = field(default_factory=dict)
    """Cells above the first row: (row, column) -> start, end, style."""
    below: tuple["array[int]", "array[int]"] = field(default_factory=lambda: (array("q"), array("q")))
    """Rows from the first row on: numbers and starts."""
    first: Attributes = field(default_factory=dict)
    first_styles: dict[int, int] = field(default_factory=dict)
    filled: list[tuple[int, int, bool]] = field(default_factory=list)
    """Cells with content from the first row on: row, column, whether a formula."""
    columns: list[tuple[int, int, int, bool]] = field(default_factory=list)
    """Column groups: first, last (from 0), style, hidden."""
    merges: list[Area] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    protected: bool = False
    tables: bool = False
    formulas: bool = False

    def style_at(self, column: int) -> int:
        """The style of a cell in the first row: its own, its row's, or its column's."""
        if column in self.first_styles:
            return self.first_styles[column]
        if self.first.get("customFormat") in {"1", "true"}:
            return int(self.first.get("s", "0"))
        return next((style for low, high, style, _ in self.columns if low <= column <= high), 0)

    def hidden(self, column: int) -> bool:
        """Whether people do not see the column."""
        return any(hidden for low, high, _, hidden in self.columns if low <= column <= high)


def scan_sheet(content: bytes, first_row: int) -> SheetScan:
    """Scan a sheet's part. Raises `UnsafeXmlError` for XML that is broken or unsafe."""
    scanner = _Scanner(content, first_row)
    parse(scanner.parser, content)
    if scanner.found.data[0] < 0:
        raise UnsafeXmlError("no rows")
    return scanner.found


def areas_of(text: str) -> tuple[Area, ...]:
    """The areas of a `sqref`: `C8:C100 E8` (whole columns reach down without end)."""
    return tuple(area for part in text.split() if (area := area_of(part)) is not None)


def area_of(text: str) -> Area | None:
    """One area, `$` or not; None when it is none.

    >>> area_of("C8:D9"), area_of("$B$2"), area_of("C:C"), area_of("#REF!")
    ((8, 2, 9, 3), (2, 1, 2, 1), (1, 2, 1048576, 2), None)
    """
    ends = [_cell(part) for part in text.replace("$", "").split(":")]
    if len(ends) > 2 or None in ends:
        return None
    (top, left), (bottom, right) = ends[0], ends[-1]  # type: ignore[misc]
    return (top or 1, max(left, 0), bottom or 1_048_576, right if right >= 0 else 16_383)


def _cell(text: str) -> tuple[int, int] | None:
    """Row (0: none told) and column (-1: none told)."""
    letters, digits = text.rstrip("0123456789"), text.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if not text or letters + digits != text or not text.isascii():
        return None
    return int(digits or 0), letter_index(letters) if letters else -1


def tag_end(content: bytes, start: int) -> int:
    """Where the start tag that begins at `start` ends: just behind its `>`."""
    at = start
    while content[at] != ord(">"):
        if content[at] in b"\"'":
            at = content.index(content[at : at + 1], at + 1)
        at += 1
    return at + 1


class _Scanner:
    def __init__(self, content: bytes, first_row: int) -> None:
        self.found, self.parser = SheetScan(), xml_parser()
        self._content, self._first_row = content, first_row
        self._row = self._column = 0
        self._open_row: tuple[int, Attributes] = (0, {})
        self._open_cell: tuple[int, int] = (0, 0)
        self._text: list[str] | None = None
        self._formula = self._filled = False
        self._rule: tuple[Attributes, list[str], str] | None = None
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._letters

    def _start(self, name: str, attributes: Attributes) -> None:
        at = self.parser.CurrentByteIndex
        match local(name):
            case "c":
                self._cell_starts(at, attributes)
            case "v" | "t":
                self._text = []
            case "f" if self._rule is None:
                self._formula = self.found.formulas = True
            case "row":
                self._row_starts(at, attributes)
            case "sheetData":
                end = tag_end(self._content, at)
                self.found.data_closed = self._content[end - 2] == ord("/")
                self.found.data = (at, end) if self.found.data_closed else (end, end)
                self.found.prefix = name[: -len("sheetData")]
            case "dimension":
                self.found.dimension = (at, tag_end(self._content, at))
            case "col":
                low, high = int(attributes["min"]) - 1, int(attributes["max"]) - 1
                hidden = attributes.get("hidden") in {"1", "true"} or attributes.get("width") == "0"
                self.found.columns.append((low, high, int(attributes.get("style", "0")), hidden))
            case "mergeCell":
                self.found.merges.extend(areas_of(attributes.get("ref", "")))
            case "sheetProtection":
                self.found.protected = attributes.get("sheet") in {"1", "true"}
            case "tablePart":
                self.found.tables = True
            case "dataValidation":
                self._rule = (attributes, ["", ""], attributes.get("sqref", ""))
            case "formula1" | "formula2" | "f" | "sqref":
                self._text = []

    def _end(self, name: str) -> None:
        match local(name):
            case "c":
                self._cell_ends()
            case "v" | "t" if self._rule is None:
                self._filled |= bool("".join(self._text or []))
                self._text = None
            case "row":
                self._row_ends()
            case "sheetData" if not self.found.data_closed:
                self.found.data = (self.found.data[0], self.parser.CurrentByteIndex)
            case "formula1" | "formula2" | "f" | "sqref" if self._rule is not None:
                self._rule_text(local(name))
            case "dataValidation":
                self._rule_ends()

    def _letters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _row_starts(self, at: int, attributes: Attributes) -> None:
        self._row, self._column = int(attributes.get("r", self._row + 1)), -1
        self._open_row = (at, attributes)
        if self._row >= self._first_row:
            self.found.below[0].append(self._row)
            self.found.below[1].append(at)
        if self._row == self._first_row:
            self.found.first = attributes

    def _row_ends(self) -> None:
        if self._row < self._first_row:
            start, attributes = self._open_row
            self.found.rows.append((self._row, start, self._element_end(start), attributes))

    def _cell_starts(self, at: int, attributes: Attributes) -> None:
        where = attributes.get("r")
        self._column = letter_index(where.rstrip("0123456789")) if where else self._column + 1
        self._open_cell, self._filled, self._formula = (at, int(attributes.get("s", "0"))), False, False

    def _cell_ends(self) -> None:
        start, style = self._open_cell
        if self._row < self._first_row:
            self.found.cells[self._row, self._column] = (start, self._element_end(start), style)
            return
        if self._row == self._first_row:
            self.found.first_styles[self._column] = style
        if (self._filled or self._formula) and len(self.found.filled) < MOST_FILLED:
            self.found.filled.append((self._row, self._column, self._formula))

    def _element_end(self, start: int) -> int:
        """Where the element that ends now, and began at `start`, ends."""
        opened = tag_end(self._content, start)
        if self._content[opened - 2] == ord("/"):
            return opened
        return self._content.index(b">", self.parser.CurrentByteIndex) + 1

    def _rule_text(self, name: str) -> None:
        assert self._rule is not None
        attributes, formulas, _ = self._rule
        text, self._text = "".join(self._text or []), None
        if name == "sqref":
            self._rule = (attributes, formulas, text)
        elif name == "f":
            formulas[1 if formulas[0] else 0] = text
        elif text.strip():
            formulas[int(name[-1]) - 1] = text

    def _rule_ends(self) -> None:
        assert self._rule is not None
        attributes, (one, two), sqref = self._rule
        kind, operator = attributes.get("type", "none"), attributes.get("operator", "between")
        self.found.rules.append(Rule(kind, operator, (one, two), areas_of(sqref)))
        self._rule = None
