"""Find what stands below the members of a national list: signatures and notes, which are not read as people.

A row that could be a member is never taken for the foot. A member has something to read where relation, birth, sex
and number stand. The foot begins at the first row, below the last member, that says so (`foot_words`); a row below
it that fills a name and any of those four must stand under words of the foot (names of signers do).
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.columns import Column
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET, TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.foot_words import says_foot

NAME = "full_name"
PERSON = ("relation", "birth_date", "sex", "personal_id")
_COUNTED = ("birth_date", "personal_id")
"""Cells that hold figures, whatever else is wrong with them."""

Row = Mapping[str, Any]

_NO_MEMBER = Words(
    "row-not-member",
    "dòng không phải thành viên: không có họ tên, hoặc là chữ ký, ghi chú nằm lẫn trong danh sách",
    "the row is no member: no name, or a signature or note among the rows of the list",
    "xóa dòng này, hoặc ghi đủ họ tên; chữ ký và ghi chú để dưới thành viên cuối cùng",
    "delete the row, or write the name; put signatures and notes below the last member",
)


def without_foot(
    raw: pl.DataFrame, columns: Mapping[str, Column], source: TableSource
) -> tuple[pl.DataFrame, list[Fault]]:
    """The rows of text above the foot, and faults for those among them that are no members.

    `raw` has the columns of the sheet by name or letter; blank rows are gone already.
    """
    kept = raw.head(_foot_start(raw, columns))
    return kept, _NO_MEMBER.faults(_no_members(kept), NAME, source)


def _foot_start(raw: pl.DataFrame, columns: Mapping[str, Column]) -> int:
    """The index of the first row of the foot; the height when there is none."""
    first = raw.height
    while first and not is_person(raw.row(first - 1, named=True), columns):
        first -= 1
    start, under = raw.height, set[str]()
    for at, row in enumerate(raw.slice(first).iter_rows(named=True), start=first):
        cells = _cells(row)
        words = {name for name, text in cells.items() if says_foot(text)}
        if NAME not in words and _is_maybe(cells, words | under):
            start = raw.height
            under.clear()
        elif words and (NAME not in cells or NAME in words):
            start = min(start, at)
        if start < raw.height:
            under |= words
    return start


def is_person(row: Row, columns: Mapping[str, Column]) -> bool:
    """True when a cell of a person can be read, in a row that neither begins nor is named like a foot."""
    cells = _cells(row)
    if _begins(row) or says_foot(cells.get(NAME, "")):
        return False
    return any(_is_read(name, cells[name], columns) for name in PERSON if name in cells)


def _is_read(name: str, text: str, columns: Mapping[str, Column]) -> bool:
    if says_foot(text):
        return False
    if name in _COUNTED:
        return any(letter.isdigit() for letter in text)
    choices = columns[name].choices
    return choices is not None and choices.match(text) is not None


def _begins(row: Row) -> bool:
    """True when the first filled cell says that the row is of the foot."""
    return says_foot(next(iter(_cells(row).values()), ""))


def _is_maybe(cells: Mapping[str, str], words: set[str]) -> bool:
    """True when a name and a cell of a person are filled, and not all of them in columns of foot words."""
    filled = [name for name in PERSON if name in cells]
    return NAME in cells and bool(filled) and not words.issuperset((NAME, *filled))


def _cells(row: Row) -> dict[str, str]:
    hidden = {SOURCE_ROW, SOURCE_SHEET}
    return {name: text for name, text in row.items() if name not in hidden and text is not None and text.strip()}


def _no_members(kept: pl.DataFrame) -> pl.DataFrame:
    """Rows named like a foot, rows without a name that say foot words, and rows without a name below all named ones."""
    cells = [pl.col(name).str.strip_chars().fill_null("") != "" for name in (NAME, *PERSON)]
    bare = kept.with_row_index("_at").filter(~(cells[0] & pl.any_horizontal(cells[1:])))
    named = kept.with_row_index("_at").filter(cells[0])["_at"].max()
    last = named if isinstance(named, int) else -1
    wrong = []
    for row in bare.iter_rows(named=True):
        at = row.pop("_at")
        filled = _cells(row)
        name = filled.get(NAME, "")
        if says_foot(name) or (not name and (at > last or any(map(says_foot, filled.values())))):
            wrong.append(at)
    return kept[wrong]
