"""The empty workbook that a receiving system hands out: its sheets, heads, rules and formats."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rasoat.survey.exporting.lists import list_words
from rasoat.survey.exporting.scan import Area, Rule, SheetScan, scan_sheet
from rasoat.survey.exporting.styles import CellStyle, cell_styles
from rasoat.survey.file_kind import refusal
from rasoat.survey.sheets import Workbook, cell_text
from rasoat.survey.text import clean, squash
from rasoat.survey.xlsx.package import Package, broken
from rasoat.survey.xlsx.safe_xml import UnsafeXmlError, local, root_of
from rasoat.survey.xlsx.sheet_list import SheetPart, sheet_parts, workbook_part

_LOOKED_AT = 40
"""Rows of a sheet that are read as its head at most, beyond those the profile names."""


@dataclass(frozen=True, slots=True)
class ListRule:
    """A rule of one column. `words` are those of its list; None for a list that cannot be read or another rule."""

    rule: Rule
    words: tuple[str, ...] | None
    last_row: int


@dataclass(slots=True)
class TemplateSheet:
    """One sheet of a template: the tab, its scan, and the texts of its first rows with merged cells filled."""

    tab: SheetPart
    scan: SheetScan
    texts: list[list[str]]
    first_row: int
    rules: dict[int, list[ListRule]] = field(default_factory=dict)

    def heading(self, column: int, rows: Sequence[int]) -> tuple[str, ...]:
        """What stands over a column in those rows (from 1), a text that reaches over several rows once."""
        found: list[str] = []
        for row in rows:
            text = self.text(row, column)
            if text and (not found or squash(found[-1]) != squash(text)):
                found.append(text)
        return tuple(found)

    def text(self, row: int, column: int) -> str:
        """The text of a cell of the head, of its merged range where it is in one."""
        cells = self.texts[row - 1] if row <= len(self.texts) else []
        return cells[column] if column < len(cells) else ""

    @property
    def width(self) -> int:
        """Number of columns of the head."""
        return max(map(len, self.texts), default=0)


class Template:
    """An open template. Raises `FaultsFoundError` when it is not a sound .xlsx workbook."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.package = Package.read(path)
        if any(name.lower().endswith("vbaproject.bin") for name in self.package.names):
            raise refusal(
                path,
                "template-with-macros",
                "tệp mẫu có macro, phần mềm không điền vào loại này",
                "the template holds macros and is not filled",
                "xin tệp mẫu .xlsx không macro, hoặc ghi sổ mới rồi dán giá trị vào",
                "ask for an .xlsx without macros, or write a new workbook and paste its values",
            )
        self.tabs = [tab for tab in sheet_parts(self.package) if tab.kind == "worksheet"]
        self.styles: list[CellStyle] = cell_styles(self.package)
        self._sheets: dict[tuple[str, int], TemplateSheet] = {}

    @cached_property
    def sha256(self) -> str:
        """The digest of the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    @cached_property
    def date1904(self) -> bool:
        """Whether its dates count from 1904."""
        root = root_of(self.package.tree_source(workbook_part(self.package)))
        return any(
            local(node.tag) == "workbookPr" and node.get("date1904") in {"1", "true"} for node in root.iter()
        )  # fmt: skip

    def tab(self, name: str) -> SheetPart | None:
        """The tab of that name, with or without accents."""
        exact = [tab for tab in self.tabs if tab.title == name]
        return next(iter(exact or [tab for tab in self.tabs if squash(tab.title) == squash(name)]), None)

    def style(self, sheet: TemplateSheet, column: int) -> CellStyle:
        """The style of a column's cells in the first row."""
        number = sheet.scan.style_at(column)
        return self.styles[number] if number < len(self.styles) else self.styles[0]

    def sheet(self, tab: SheetPart, first_row: int) -> TemplateSheet:
        """One sheet, read as having its first data row there."""
        if (tab.part, first_row) not in self._sheets:
            self._sheets[tab.part, first_row] = self._read(tab, first_row)
        return self._sheets[tab.part, first_row]

    def _read(self, tab: SheetPart, first_row: int) -> TemplateSheet:
        try:
            scan = scan_sheet(self.package.part(tab.part), first_row)
        except (UnsafeXmlError, ValueError, KeyError) as error:
            raise broken(self.path, tab.part) from error
        with Workbook(self.path) as book:
            texts = _texts(book, tab.title, first_row + _LOOKED_AT, scan.merges)
            sheet = TemplateSheet(tab, scan, texts, first_row)
            for rule in scan.rules:
                words = list_words(rule.formulas[0], tab.title, self.names, book) if rule.kind == "list" else None
                for top, left, bottom, right in rule.areas:
                    if bottom >= first_row >= top:
                        for column in range(left, min(right, left + 500) + 1):
                            sheet.rules.setdefault(column, []).append(ListRule(rule, words, bottom))
        return sheet

    @cached_property
    def names(self) -> dict[str, str]:
        """Defined names of the workbook -> what they stand for."""
        root = root_of(self.package.tree_source(workbook_part(self.package)))
        return {
            node.get("name", "").lower(): node.text or "" for node in root.iter() if local(node.tag) == "definedName"
        }  # fmt: skip


def _texts(book: Workbook, title: str, limit: int, merges: Sequence[Area]) -> list[list[str]]:
    rows = [[clean(cell_text(cell) or "") for cell in row] for row in book.rows(title, limit=limit)]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    for top, left, bottom, right in merges:
        if top <= len(rows) and left < width:
            text = rows[top - 1][left]
            for row in rows[top - 1 : bottom]:
                row[left : min(right + 1, width)] = [text] * (min(right + 1, width) - left)
    return rows
