"""Find the rows of headings: one to three, with merged cells spread out, the row of column numbers passed over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from rasoat.survey.mapping.heading_words import heading_book
from rasoat.survey.sheets import Cell, cell_text
from rasoat.survey.text import clean, fold

DEEPEST = 40
"""How many rows of a sheet are looked at for headings."""

_MOST_ROWS = 3
_LIKE = 78
_LONGEST = 90
_NUMBER = re.compile(r"\(?\s*(?:\d{1,3}|[A-H])\s*\)?(?:\s*=.*)?")
_DATA = re.compile(r"[\d\s/.,:-]{3,}")

Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """Rows of headings, counted from 1; `headings` per column from top to bottom, without repeats; `titles` are the
    texts above.
    """

    first: int
    last: int
    first_row: int
    headings: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]


def find_head(cells: Sequence[Sequence[Cell]], merges: Sequence[Merge]) -> Head | None:
    """The heading rows of a sheet whose text is in Unicode; None when nothing looks like headings."""
    texts = [[clean(cell_text(cell) or "") for cell in row] for row in cells[:DEEPEST]]
    spread = spread_merges(texts, merges)
    likes = [[_is_like(text) for text in row] for row in texts]
    best, found = 1.0, None
    for first in range(len(texts)):
        if not any(likes[first]):
            continue
        for last in range(first, min(first + _MOST_ROWS, len(texts))):
            score = _score(texts, likes, first, last)
            if score > best:
                best, found = score, (first, last)
    if found is None:
        return None
    first, last = found
    while last - first + 1 < _MOST_ROWS and last + 1 < len(texts) and _are_children(texts, merges, last):
        last += 1
    return head_at(texts, spread, merges, first, last)


def head_at(
    texts: Sequence[Sequence[str]], spread: Sequence[Sequence[str]], merges: Sequence[Merge], first: int, last: int
) -> Head:
    """The head that stands in rows `first` to `last` (from 0)."""
    rows = [_filled_right(spread, texts, row, last, merges) for row in range(first, last + 1)]
    headings = tuple(without_repeats(parts) for parts in zip(*rows, strict=True))
    data = last + 1
    while data < len(texts) and _is_number_row(texts[data], headings):
        data += 1
    titles = tuple(text for row in texts[:first] for text in row if text)
    return Head(first + 1, last + 1, data + 1, headings, titles)


def spread_merges(texts: Sequence[Sequence[str]], merges: Sequence[Merge]) -> list[list[str]]:
    """Texts with every merged range filled with its first text."""
    spread = [list(row) for row in texts]
    for top, left, bottom, right in merges:
        if top >= len(texts) or left >= len(texts[top]):
            continue
        for row in range(top, min(bottom, len(texts) - 1) + 1):
            for column in range(left, min(right, len(spread[row]) - 1) + 1):
                spread[row][column] = texts[top][left]
    return spread


def _score(texts: Sequence[Sequence[str]], likes: Sequence[Sequence[bool]], first: int, last: int) -> float:
    """Columns with a likely heading, less cells that are data or text no heading; a row more must bring a column."""
    rows = range(first, last + 1)
    columns = sum(any(likes[row][at] for row in rows) for at in range(len(texts[first])))
    data = sum(bool(_DATA.fullmatch(text)) for row in rows for text in texts[row])
    other = sum(
        bool(text) and not likes[row][at] for row in range(first + 1, last + 1) for at, text in enumerate(texts[row])
    )
    return columns - data - 0.4 * other - 0.1 * (last - first)


def _is_like(text: str) -> bool:
    if not text or len(text) > _LONGEST or _NUMBER.fullmatch(text):
        return False
    return _likest(text) is not None


def _likest(text: str) -> str | None:
    folded = fold(text)
    book = heading_book()
    if folded in book.plain or folded in book.marked:
        return folded
    words = [word for word in (*book.plain, *book.marked) if len(word) > 3]
    if len(folded) <= 3:
        return None
    found = process.extractOne(folded, words, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE)
    if found is None and len(folded.split()) > 2:
        found = process.extractOne(folded, [w for w in words if " " in w], scorer=fuzz.token_set_ratio, score_cutoff=95)
    return str(found[0]) if found else None


def _are_children(texts: Sequence[Sequence[str]], merges: Sequence[Merge], last: int) -> bool:
    """True when all texts of the next row stand below headings merged across, and there are some."""
    across = {
        column
        for top, left, bottom, right in merges
        if bottom == last and right > left and right - left + 1 < len(texts[last])
        for column in range(left, right + 1)
    }
    filled = [column for column, text in enumerate(texts[last + 1]) if text]
    return len(filled) > 1 and across.issuperset(filled)


def _filled_right(
    spread: Sequence[Sequence[str]], texts: Sequence[Sequence[str]], row: int, last: int, merges: Sequence[Merge]
) -> list[str]:
    """A heading above several columns counts for all of them, also where its cells are not merged."""
    cells = list(spread[row])
    if row == last or any(top <= row <= bottom and right > left for top, left, bottom, right in merges):
        return cells
    for at in range(1, len(cells)):
        if not cells[at] and cells[at - 1] and texts[last][at] and texts[last][at - 1]:
            cells[at] = cells[at - 1]
    return cells


def without_repeats(parts: Sequence[str]) -> tuple[str, ...]:
    """The headings above a column from top to bottom, blanks and repeats left out."""
    found: list[str] = []
    for part in parts:
        if part and (not found or found[-1] != part):
            found.append(part)
    return tuple(found)


def _is_number_row(row: Sequence[str], headings: Sequence[tuple[str, ...]]) -> bool:
    """`(1) (2) (3)`, `A B 1 2`, `4=3/1*100`: a number under most headings, and nothing else."""
    filled = [text for text in row if text]
    headed = sum(bool(parts) for parts in headings)
    return len(filled) >= max(2, 0.6 * headed) and all(_NUMBER.fullmatch(text) for text in filled) and _rises(filled)


def _rises(filled: Sequence[str]) -> bool:
    numbers = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    return len(numbers) > 1 and all(later == one + 1 for one, later in pairwise(numbers))
