"""Which official report a printed table is, and which of its columns stands where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from rasoat.audit.grid import Grid
from rasoat.law.book import shipped_law
from rasoat.survey.code_lists import code_list
from rasoat.survey.ethnic_groups import KINH, ethnic_list
from rasoat.survey.sheets import column_letter
from rasoat.survey.text import fold, squash
from rasoat.tables.forms import Form, cells, forms, words
from rasoat.tables.report import Column, Kind

_TAB = re.compile(r"bieu (?:so )?(\d{1,2})(?: .*)?")
_LIKE_TITLE = 90
_LIKE_HEAD = 88
_STUB = {"stt": ("tt", "stt", "a"), "place": ("dia ban", "don vi", "b"), "line": ("don vi tinh", "doi tuong", "c")}


@dataclass(frozen=True)
class Layout:
    """One report as printed on a grid: `columns` says at which column of the grid each column of the form stands."""

    number: str
    form: Form
    columns: dict[int, Column]
    place: int
    line: int | None
    unread: tuple[str, ...]
    notes: tuple[str, ...] = ()


def report_number(grid: Grid) -> str | None:
    """Number of the report ("1".."13") by the tab's name, `Biểu số 2` above the table, or its title."""
    for text in (grid.sheet, *grid.above):
        if (found := _TAB.fullmatch(fold(text))) and 1 <= int(found[1]) <= 15:
            return str(int(found[1]))
    titles = {number: fold(form.title.format_map(words(klass))) for form in forms().forms
              for number, klass in form.serves.items()}  # fmt: skip
    best = max(
        ((fuzz.ratio(fold(text), title), number) for text in grid.above for number, title in titles.items()),
        default=(0.0, ""),
    )
    same = [number for number, title in titles.items() if title == titles.get(best[1])]
    return best[1] if best[0] >= _LIKE_TITLE and len(same) == 1 else None


def layout_of(grid: Grid, number: str, standard: str) -> Layout:
    """Find the columns of a report on a grid: by their numbers, by their headings, and last by their order."""
    form = next(form for form in forms().forms if number in form.serves)
    expected = [cell.column for cell in cells(form, form.serves[number], _lists(standard))]
    place, line = _place(grid), _line(grid, form)
    first = max(place, line if line is not None else -1) + 1
    ethnic = any(column.each == "ethnic_groups" for column in form.columns)
    by_number = {} if ethnic else _by_number(grid, expected, first)
    headed = _by_heading(grid, expected, first)
    apart = [at for at, column in by_number.items() if headed.get(at, column).key != column.key]
    told = ", ".join(column_letter(at) for at in apart)
    notes = (f"số cột và tiêu đề không khớp ở cột {told}: đọc theo tiêu đề",) if apart else ()
    columns = by_number if by_number and not apart else _between(headed, expected, first, len(grid.headings))
    unread = tuple(
        grid.name(at) for at in range(first, len(grid.headings)) if at not in columns and grid.headings[at]
    )  # fmt: skip
    return Layout(number, form, columns, place, line, unread, notes)


def line_of(form: Form, written: str, order: int) -> str:
    """The line of a place that a cell names; by its order among the lines of the place where it does not tell."""
    labels = [line.label for line in form.lines]
    told = squash(written)
    for label in labels:
        if told in {squash(label), squash(label.removeprefix("Nhân ")), squash(f"Số {label}")}:
            return label
    return labels[order] if order < len(labels) else ""


def is_rate(column: Column) -> bool:
    """Whether the column prints a rate."""
    return column.kind is Kind.RATE


def _lists(standard: str) -> dict[str, Sequence[tuple[str, str]]]:
    law = shipped_law().standard(standard)
    groups = [item for item in ethnic_list().labels_vi.items() if item[0] != KINH]
    return {
        "indicators": [(item.code, item.name.vi) for item in law.indicators],
        "ethnic_groups": groups,
        "causes": list(code_list("causes").labels_vi.items()),
    }


def _place(grid: Grid) -> int:
    """The column of places: by its heading, else the first that holds words."""
    for at, parts in enumerate(grid.headings):
        if parts and fold(parts[-1]) in _STUB["place"]:
            return at
    for at in range(len(grid.headings)):
        texts = [row[at] for row in grid.rows if at < len(row) and isinstance(row[at], str) and len(str(row[at])) > 3]
        if texts:
            return at
    return 0


def _line(grid: Grid, form: Form) -> int | None:
    """The column that names the lines of a place."""
    if not form.lines:
        return None
    for at, parts in enumerate(grid.headings):
        if parts and fold(parts[-1]) in _STUB["line"]:
            return at
    labels = {squash(line.label) for line in form.lines}
    for at in range(len(grid.headings)):
        if any(at < len(row) and squash(str(row[at])) in labels for row in grid.rows):
            return at
    return None


def _by_number(grid: Grid, expected: Sequence[Column], first: int) -> dict[int, Column]:
    wanted = {column.number.split("=")[0]: column for column in expected}
    found = {}
    for at, text in enumerate(grid.numbers):
        number = text.split("=")[0].strip(" ()")
        if at >= first and number in wanted:
            found[at] = wanted[number]
    return (
        found
        if len(found) == len({column.key for column in found.values()}) and len(found) >= len(expected) / 2
        else {}
    )


def _between(found: dict[int, Column], expected: Sequence[Column], first: int, width: int) -> dict[int, Column]:
    """The columns with those too whose headings say nothing known: as many between two known ones as in the form.

    Where no heading is known, a table of as many columns as the form is taken in its order.
    """
    order = {column.key: at for at, column in enumerate(expected)}
    known = [(first - 1, -1), *((at, order[found[at].key]) for at in sorted(found)), (width, len(expected))]
    filled = dict(found)
    for (start, before), (stop, after) in pairwise(known):
        if stop - start == after - before:
            for step in range(1, stop - start):
                filled.setdefault(start + step, expected[before + step])
    return filled


def _by_heading(grid: Grid, expected: Sequence[Column], first: int) -> dict[int, Column]:
    found: dict[int, Column] = {}
    free = list(expected)
    for at in range(first, len(grid.headings)):
        parts = grid.headings[at]
        scored = [(_likeness(parts, column), -order, column) for order, column in enumerate(free)] if parts else []
        best = max(scored, key=lambda item: item[:2], default=None)
        if best is not None and best[0] >= _LIKE_HEAD:
            found[at] = best[2]
            free.remove(best[2])
    return found


def _likeness(parts: Sequence[str], column: Column) -> float:
    whole = fuzz.ratio(fold(" ".join(parts)), fold(" ".join(column.heads)))
    own = fuzz.ratio(fold(parts[-1]), fold(column.heads[-1]))
    return max(whole, own - 5.0)
