"""Make room in a filled workbook: its list goes out, with all that the file still remembers of it."""

import re
from bisect import bisect_left
from collections.abc import Set
from itertools import count
from typing import Final

from django.utils.translation import gettext_noop

from rasoat.survey.exporting.template import Template, TemplateSheet
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import workbook_part

FOOT_CELLS: Final = 3
"""Filled cells of a row below the list, at most: a row with more is of the list, or totals of it."""

_PRIVATE = re.compile(r"comment|person|pivotcache|externallink|embedding|activex|customxml|media/", re.IGNORECASE)
_ROW = re.compile(rb'(<(?:\w+:)?row\b[^>]*?\br=")(\d+)"')
_CELL = re.compile(rb'(<(?:\w+:)?c\b[^>]*?\br="[A-Z]{1,3})(\d+)"')
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\b")
_MERGES = re.compile(rb"<((?:\w+:)?)mergeCells\b[^>]*>.*?</(?:\w+:)?mergeCells>", re.DOTALL)
_MERGE = re.compile(rb'\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_TEXT_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="s"[^>]*>\s*<(?:\w+:)?v>\s*(\d+)\s*</')
_TEXT = re.compile(rb"<((?:\w+:)?)si\b(?:[^>]*/>|[^>]*>.*?</(?:\w+:)?si>)", re.DOTALL)


class NotKeptError(Exception):
    """Why the look of a book cannot be kept: `why` is a message."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def check_private(template: Template) -> None:
    """Only a book of one sheet goes out again: other sheets, notes and caches may hold what the reader may not see.

    Raises `NotKeptError`.
    """
    if len(template.tabs) != 1 or any(_PRIVATE.search(name) for name in template.package.names):
        raise NotKeptError(
            gettext_noop("sổ có trang tính, ghi chú hoặc dữ liệu kèm khác, có thể chứa thông tin riêng.")
        )


def with_room(template: Template, there: TemplateSheet, last: int, length: int) -> Package:
    """The package with rows `there.first_row` to `last` taken out; what stands below follows a list of `length` rows.

    The first row stays for its styles, unless nothing comes in its place. Texts that no cell uses any more are blank.
    Raises `NotKeptError`.
    """
    package, scan, first = template.package, there.scan, there.first_row
    content = package.part(there.tab.part)
    numbers, starts = scan.below
    end = scan.data[1]
    if scan.tables or _LINK.search(content, end) or not numbers:
        raise NotKeptError(gettext_noop("trang tính có bảng (Table) hoặc liên kết."))
    at, foot_at = bisect_left(numbers, first), bisect_left(numbers, last + 1)
    bounds = [*starts, end]
    head, foot = content[: bounds[at]], content[bounds[foot_at] : end]
    for begin, finish in zip(bounds[foot_at:-1], bounds[foot_at + 1 :], strict=True):
        if len(_FILLED.findall(content[begin:finish])) > FOOT_CELLS:
            raise NotKeptError(gettext_noop("dưới danh sách còn dòng tổng hoặc dòng khác nhiều ô."))
    moved = length - (last - first + 1)
    if moved and (_FORMULA.search(head) or _FORMULA.search(foot)):
        raise NotKeptError(gettext_noop("sổ có công thức ngoài danh sách, số dòng đã khác."))
    own = content[bounds[at] : bounds[at + 1]] if length and numbers[at] == first else b""
    tail = _merges_moved(content[end:], first, last, moved)
    package.put(there.tab.part, head + own + _rows_moved(foot, moved) + tail)
    _forget(package, head + foot)
    return package


def _rows_moved(rows: bytes, moved: int) -> bytes:
    def down(found: "re.Match[bytes]") -> bytes:
        return found[1] + b"%d" % (int(found[2]) + moved) + b'"'

    return _CELL.sub(down, _ROW.sub(down, rows))


def _merges_moved(tail: bytes, first: int, last: int, moved: int) -> bytes:
    """Merged cells below the list move, those inside it go."""

    def again(found: "re.Match[bytes]") -> bytes:
        kept = []
        for left, top, right, bottom in _MERGE.findall(found[0]):
            if int(top) > last:
                kept.append((left, int(top) + moved, right, int(bottom) + moved))
            elif int(bottom) < first:
                kept.append((left, int(top), right, int(bottom)))
        if not kept:
            return b""
        cells = b"".join(b'<%smergeCell ref="%s%d:%s%d"/>' % (found[1], *cell) for cell in kept)
        return b'<%smergeCells count="%d">%s</%smergeCells>' % (found[1], len(kept), cells, found[1])

    return _MERGES.sub(again, tail, count=1)


def _forget(package: Package, shown: bytes) -> None:
    """Blank the shared texts that only rows of the list used, and drop the chain of formulas: Excel makes it anew."""
    workbook = workbook_part(package)
    used = {int(number) for number in _TEXT_CELL.findall(shown)}
    for relation in package.relations(workbook):
        if relation.kind == "sharedStrings" and relation.target in package:
            package.put(relation.target, _blanked(package.part(relation.target), used))
        elif relation.kind == "calcChain":
            package.unrelate(workbook, relation.id)
            package.drop(relation.target)


def _blanked(texts: bytes, used: Set[int]) -> bytes:
    numbers = count()

    def kept(found: "re.Match[bytes]") -> bytes:
        return found[0] if next(numbers) in used else b"<%ssi><%st/></%ssi>" % ((found[1],) * 3)

    return _TEXT.sub(kept, texts)
