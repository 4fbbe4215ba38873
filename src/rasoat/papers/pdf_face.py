"""Papers as PDF, set by Typst with the shipped fonts only, so that every machine prints the same pages."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.papers.model import Sheet
from rasoat.papers.pdf_data import packed
from rasoat.tables.font_metrics import FONT_DIRECTORY

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
MOST_ROWS = 5000  # of all tables in one document, which Typst holds whole
_PAGE = Path(__file__).with_name("paper.typ")


def pdf_bytes(sheets: Sequence[Sheet], *, created: datetime = UNDATED, tagged: bool = True) -> bytes:
    """The papers one after the other, each from a new page with its own page numbers.

    Raises `FaultsFoundError` above `MOST_ROWS` rows of tables.
    """
    rows = sum(sheet.table_rows() for sheet in sheets)
    if rows > MOST_ROWS:
        raise FaultsFoundError([too_long(rows)])
    return set_pages(packed(sheets), created, tagged=tagged)


def set_pages(data: str, created: datetime, *, tagged: bool) -> bytes:
    """Set what `packed` made. Tags serve screen readers, but make long files several times larger."""
    compiler = typst.Compiler(str(_PAGE), root=str(_PAGE.parent), font_paths=_fonts(), sys_inputs={"data": data})
    made = compiler.compile(format="pdf", timestamp=created, pdf_tags=tagged)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIRECTORY)])


def too_long(rows: int) -> Fault:
    """The fault of a paper with so many rows."""
    return Fault(
        rule="paper-rows",
        vi=f"một tệp giấy tờ PDF chỉ nhận {MOST_ROWS} dòng bảng",
        en=f"one PDF of papers takes {MOST_ROWS} rows of tables only",
        remedy_vi="chia danh sách thành nhiều giấy, hoặc lập riêng từng thôn, từng xã",
        remedy_en="divide the list among papers, village by village or commune by commune",
        place=Place(),
        value=str(rows),
    )
