"""Find a profile's sheets and columns in a file: columns that moved are found again by their headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from rapidfuzz import fuzz

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.survey.mapping.head_rows import DEEPEST, Head, head_at, spread_merges
from rasoat.survey.mapping.heading_words import target_label
from rasoat.survey.mapping.legacy_text import Encoding, decode
from rasoat.survey.mapping.profile import ColumnMap, MappingProfile, SheetMap
from rasoat.survey.mapping.source import Sheet, Source
from rasoat.survey.mapping.words import heading_missing, no_sheet_fits
from rasoat.survey.sheets import cell_text, column_letter
from rasoat.survey.text import clean, fold

_ALIKE = 90
_FARTHEST = 30


@dataclass(frozen=True, slots=True)
class Fitted:
    """A sheet with the columns a profile tells of: index (from 0) -> column, first data row (from 1), headings."""

    sheet: Sheet
    map: SheetMap
    columns: dict[int, ColumnMap]
    first_row: int
    headings: tuple[tuple[str, ...], ...]


def fit_profile(source: Source, profile: MappingProfile) -> list[Fitted]:
    """Every sheet that the profile tells of, in the order of the tabs.

    Where no tab has a wanted title, every visible sheet whose headings fit is taken. Raises `FaultsFoundError` for
    missing headings, or when no sheet fits.
    """
    found: dict[str, Fitted] = {}
    faults: list[Fault] = []
    for sheet_map in profile.sheets:
        named = [title for title in source.titles if _is_titled(title, sheet_map)]
        if named:
            for title in named:
                fitted, missing = _fit(source, source.sheet(title), sheet_map)
                faults += missing
                found.setdefault(title, fitted)
            continue
        tried = [
            _fit(source, source.sheet(title), sheet_map)
            for title in source.titles
            if title not in source.hidden and title not in found
        ]
        good = [fitted for fitted, missing in tried if not missing]
        if not good:
            closest = min((missing for _, missing in tried), key=len, default=[])
            mapped = sum(bool(column.to) for column in sheet_map.columns)
            faults += closest if 0 < len(closest) <= mapped / 2 else []
            if not faults:
                faults.append(no_sheet_fits(source.path, sheet_map.titles, source.titles))
        found |= {fitted.sheet.title: fitted for fitted in good}
    if faults:
        raise FaultsFoundError(faults)
    return [found[title] for title in source.titles if title in found]


def _is_titled(title: str, sheet_map: SheetMap) -> bool:
    return any(fnmatchcase(clean(title), clean(wanted)) or clean(title) == clean(wanted) for wanted in sheet_map.titles)


def _fit(source: Source, sheet: Sheet, sheet_map: SheetMap) -> tuple[Fitted, list[Fault]]:
    encoding = sheet_map.encoding
    texts = [[_text(cell_text(cell), encoding) for cell in row] for row in sheet.cells[:DEEPEST]]
    spread = spread_merges(texts, sheet.merges)
    first, last = sheet_map.head_rows[0] - 1, sheet_map.head_rows[1] - 1
    best: tuple[int, int, Head | None, dict[int, ColumnMap]] = (-1, 0, None, {})
    for shift in sorted(range(-first if last >= 0 else 0, _FARTHEST), key=abs):
        if last + shift >= len(texts):
            continue
        head = _head(texts, spread, sheet, first + shift, last + shift)
        placed = dict(_placed(sheet_map, head.headings))
        score = sum(bool(column.to) for column in placed.values())
        if score > best[0]:
            best = (score, shift, head, placed)
        if len(placed) == len(sheet_map.columns):
            break
    _, shift, head_found, columns = best
    headings = head_found.headings if head_found else ()
    there = {column.at for column in columns.values()}
    row = sheet_map.head_rows[1] + shift
    file, title = source.path.name, sheet.title
    missing = [
        heading_missing(file, title, max(row, 1), column.heading, column.at, target_label(column.target))
        for column in sheet_map.columns
        if column.to and column.at not in there
    ]
    first_row = max(sheet_map.first_row + shift, head_found.first_row if head_found and last >= 0 else 1)
    return Fitted(sheet, sheet_map, columns, first_row, headings), missing


def _head(texts: list[list[str]], spread: list[list[str]], sheet: Sheet, first: int, last: int) -> Head:
    if last < first or last < 0:
        return Head(0, 0, 1, tuple(() for _ in range(sheet.width)), ())
    return head_at(texts, spread, sheet.merges, first, last)


def _placed(sheet_map: SheetMap, headings: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, ColumnMap]]:
    """Same place and heading first, then the same heading elsewhere, then one that is nearly the same."""
    keys = [_key(parts) for parts in headings]
    free = dict(enumerate(keys))
    waiting: list[ColumnMap] = []
    for column in sheet_map.columns:
        at = next((index for index, key in free.items() if column_letter(index) == column.at), None)
        if at is not None and free[at] == _key(column.heading):
            del free[at]
            yield at, column
        else:
            waiting.append(column)
    left: list[ColumnMap] = []
    for column in waiting:
        at = next((index for index, key in free.items() if key and key == _key(column.heading)), None)
        if at is None:
            left.append(column)
        else:
            del free[at]
            yield at, column
    for column in left:
        likes = {at: fuzz.ratio(key, _key(column.heading)) for at, key in free.items() if key and column.heading}
        good = [at for at, like in likes.items() if like >= _ALIKE]
        if len(good) == 1:
            del free[good[0]]
            yield good[0], column


def _key(parts: tuple[str, ...]) -> str:
    return " / ".join(fold(part) for part in parts)


def _text(cell: str | None, encoding: Encoding) -> str:
    return decode(cell, encoding) if cell else ""
