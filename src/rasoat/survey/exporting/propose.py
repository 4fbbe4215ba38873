"""Propose a profile from an empty template: which column wants which fact, and how sure that is. People decide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from rasoat.law.marks import Mark
from rasoat.survey.exporting.fields import Rows, find_fact
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.exporting.propose_column import ProposedColumn, propose_columns
from rasoat.survey.exporting.record import profile_text
from rasoat.survey.exporting.template import Template
from rasoat.survey.file_kind import refusal
from rasoat.survey.mapping.head_rows import Head, find_head
from rasoat.survey.national_layout import LISTED, sheet_of
from rasoat.survey.sheets import Workbook, column_letter
from rasoat.survey.text import fold
from rasoat.survey.xlsx.sheet_list import SheetPart

_LEAST: Final = 3
"""Columns a sheet must have that stand for facts, else it is taken for a guide or a list."""

_DEEPEST = 60
_NEARLY_ALL: Final = 0.8
"""Share of the columns that a row of words above a row of codes names."""

_BEHIND = 4
"""Columns left free behind a title, which may be wider than its cell."""

_CODES = 4
"""Rows of codes, numbers or examples that may stand between the headings and the first data row."""

_HEADING = """Hồ sơ xuất do RaSoat đề nghị từ tệp mẫu {file}. Trước khi dùng:
1. Ghi tên hệ thống nhận vào mục system, nguồn của tệp mẫu vào evidence.
2. Xem từng cột có review: true; đúng rồi thì xóa review, sai thì sửa from.
3. Ghi where (trang này lấy những hộ nào), order (xếp theo gì) nếu cần.
4. Chạy: rasoat export check HỒ_SƠ --template TỆP_MẪU"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed profile, its columns with their certainty by sheet, and sheets in which no headings were found."""

    profile: ExportProfile
    columns: dict[str, tuple[ProposedColumn, ...]]
    passed_over: tuple[str, ...]
    file: str

    def text(self) -> str:
        """The profile as YAML, with what is left to do above it."""
        return profile_text(self.profile, _HEADING.format(file=self.file))


def propose(path: Path) -> Proposal:
    """Read an empty template. Raises `FaultsFoundError` when it is no workbook or no sheet has headings we know."""
    template = Template(path)
    sheets: list[dict[str, Any]] = []
    columns: dict[str, tuple[ProposedColumn, ...]] = {}
    passed_over: list[str] = []
    with Workbook(path) as book:
        heads = {
            tab.title: find_head(book.rows(tab.title, limit=_DEEPEST), book.merges(tab.title)) for tab in template.tabs
        }
    for tab in template.tabs:
        head = heads[tab.title]
        head = _labelled(template, tab, _placed(template, tab, head)) if head is not None else None
        found = _columns(template, tab, head) if head is not None and tab.state == "visible" else None
        if head is None or found is None:
            passed_over.append(tab.title)
            continue
        rows, proposed = found
        columns[tab.title] = proposed
        sheets.append(_sheet(template, tab, head, rows, proposed))
    if not sheets:
        raise refusal(
            path,
            "template-without-headings",
            "không thấy dòng tiêu đề nào quen thuộc trong tệp mẫu",
            "no heading row that is known stands in the template",
            "kiểm tra đúng là tệp mẫu danh sách hộ; nếu đúng thì tự viết hồ sơ theo hướng dẫn",
            "see whether it is a template for lists of households; if so write the profile by hand",
        )
    content = {
        "id": _slug(path.stem),
        "system": f"(ghi tên hệ thống nhận) {path.stem}",
        "evidence": {"mark": Mark.OURS, "note": f"Cột đọc từ tệp mẫu {path.name}; từng cột do người của cơ quan xem."},
        "sheets": tuple(sheets),
    }
    return Proposal(ExportProfile.model_validate(content), columns, tuple(passed_over), path.name)


def _columns(template: Template, tab: SheetPart, head: Head) -> tuple[Rows, tuple[ProposedColumn, ...]] | None:
    rows, proposed = propose_columns(template, template.sheet(tab, head.first_row), head)
    return (rows, proposed) if sum(bool(item.content.get("from")) for item in proposed) >= _LEAST else None


def _placed(template: Template, tab: SheetPart, head: Head) -> Head:
    """The head with the first data row that the template's own rules begin in, where they begin close below it."""
    tops = [top for rule in template.sheet(tab, head.first_row).scan.rules for top, _, _, _ in rule.areas]
    near = [top for top in tops if head.first_row <= top <= head.first_row + _CODES]
    return replace(head, first_row=min(near)) if near else head


def _labelled(template: Template, tab: SheetPart, head: Head) -> Head:
    """The head with the row above it, where that row names nearly every column too: words over codes."""
    columns = [at for at, parts in enumerate(head.headings) if any(parts)]
    sheet = template.sheet(tab, head.first_row)
    named = sum(bool(sheet.text(head.first - 1, at)) for at in columns) if head.first > 1 else 0
    return replace(head, first=head.first - 1) if columns and named >= _NEARLY_ALL * len(columns) else head


def _sheet(
    template: Template, tab: SheetPart, head: Head, rows: Rows, proposed: tuple[ProposedColumn, ...]
) -> dict[str, Any]:
    spot = next(_free_cells(template, tab, head), None)
    cells = {"cells": ({"at": spot, "from": "notice"},)} if spot else {}
    return {
        "name": tab.title,
        "rows": rows,
        **_where(tab, head, rows),
        "header_rows": tuple(range(head.first, head.last + 1)),
        "first_row": head.first_row,
        **cells,
        "columns": tuple(item.content for item in proposed),
    }


def _where(tab: SheetPart, head: Head, rows: Rows) -> dict[str, Any]:
    """Which households the sheet takes, where its name or title says so."""
    known = next((found for text in (tab.title, *head.titles) if (found := sheet_of(text))), None)
    if known is None or find_fact("class", rows) is None:
        return {}
    return {"where": {"class": ("poor", "near_poor")} if known.key == LISTED else {"escaped_list": (known.key,)}}


def _free_cells(template: Template, tab: SheetPart, head: Head) -> Iterator[str]:
    """Cells above the headings for the notice: in a blank row, else some way behind the words of a row."""
    sheet = template.sheet(tab, head.first_row)
    filled = {
        row: [at for at in range(sheet.width) if sheet.text(row, at)] for row in range(1, head.first)
    }  # fmt: skip
    yield from (f"A{row}" for row, columns in filled.items() if not columns)
    yield from (f"{column_letter(max(columns) + _BEHIND)}{row}" for row, columns in filled.items() if columns)


def _slug(stem: str) -> str:
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(stem))
    return "-".join(part for part in letters.split("-") if part) or "x"
