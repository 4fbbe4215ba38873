"""Where a list says of which commune and village its rows are: sections, titles of tabs, titles above the headings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from rasoat.survey.mapping.head_rows import Head
from rasoat.survey.mapping.legacy_text import Encoding, decode
from rasoat.survey.mapping.profile import Place
from rasoat.survey.mapping.section_rows import MOST_CELLS, places_named, section_of, tab_of
from rasoat.survey.mapping.source import Sheet
from rasoat.survey.sheets import Cell, cell_text
from rasoat.survey.text import clean

LEVELS: tuple[Place, Place] = ("commune", "village")


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """`titles` for the profile: a pattern (`Thôn *`) where all tabs are named alike. `named`: level -> names seen."""

    titles: tuple[str, ...]
    sections: tuple[Place, ...] = ()
    from_title: Literal["", "commune", "village", "class"] = ""
    from_head: tuple[Place, ...] = ()
    named: dict[str, list[str]] | None = None


def guess_places(
    sheet: Sheet, head: Head, titles: Sequence[str], others: Sequence[str], fields: Collection[str], encoding: Encoding
) -> PlaceGuess:
    """Look for places that no column tells. `titles`: tabs of this kind; `others`: all other tabs."""
    names = _section_names(sheet.cells[head.first_row - 1 :], encoding)
    sections = tuple(level for level in LEVELS if names.get(level))
    open_levels = [level for level in LEVELS if level not in sections and level not in fields]
    from_title: Literal["", "commune", "village", "class"] = ""
    levels = {found[0] if (found := tab_of(title)) else "" for title in titles}
    if levels == {"class"} and "class" not in fields and not names.get("class"):
        from_title = "class"
    for level in LEVELS:
        if levels == {level} and level in open_levels:
            from_title = level
            open_levels.remove(level)
    above = places_named(head.titles)
    from_head = tuple(level for level in open_levels if level in above)
    named: dict[str, list[str]] = {**names}
    for level in from_head:
        named[level] = [above[level]]
    if from_title:
        named[from_title] = list(titles)
    return PlaceGuess(_pattern(titles, others), sections, from_title, from_head, named)


def _section_names(body: Sequence[Sequence[Cell]], encoding: Encoding) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for row in body:
        if len(row) - row.count("") > MOST_CELLS:
            continue
        filled = [cell for cell in row if not (isinstance(cell, str) and not cell.strip())]
        if filled:
            texts = [decode(cell_text(cell) or "", encoding) for cell in filled]
            found = next((found for text in texts if (found := section_of(text)) is not None), None)
            if found is not None and found[1] not in names.setdefault(found[0], []):
                names[found[0]].append(found[1])
    return names


def _pattern(titles: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """`Thôn *` where that names all these tabs and no other one."""
    first = {clean(title).split(" ")[0] for title in titles}
    if len(titles) > 1 and len(first) == 1 and all(" " in clean(title) for title in titles):
        pattern = f"{first.pop()} *"
        if not any(fnmatchcase(clean(title), pattern) for title in others):
            return (pattern,)
    return tuple(titles)
