"""Take the marks of an earlier check out of a workbook again: original formats, no comments or tabs of ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rasoat.survey.marking.helper_sheet import read_pairs
from rasoat.survey.marking.names import COLOURS, HELPER_TITLE, SIGN, SUMMARY_SIGN, SUMMARY_TITLE
from rasoat.survey.marking.paint import grid_of
from rasoat.survey.sheets import Workbook
from rasoat.survey.xlsx.comment_parts import comments_of, take_comments
from rasoat.survey.xlsx.grid import Grid
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import SheetPart, sheet_parts, workbook_part
from rasoat.survey.xlsx.styles import StyleSheet, used_colours
from rasoat.survey.xlsx.tabs import remove_sheet
from rasoat.survey.xlsx.tags import Edit, Tag, attributes, spliced, tags, with_attribute, without_attribute


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Whether there were marks, and the colours they had."""

    was_marked: bool
    colours: frozenset[str] = frozenset()


def unmark(package: Package) -> Unmarked:
    """Take all marks away; what people changed stays."""
    sheets = [sheet for sheet in sheet_parts(package) if sheet.kind == "worksheet"]
    helper = next((sheet for sheet in sheets if sheet.title == HELPER_TITLE), None)
    ours = [sheet for sheet in sheets if sheet is helper or is_summary(package, sheet.title)]
    theirs = [sheet for sheet in sheets if sheet not in ours]
    commented = [sheet for sheet in theirs if _has_ours(package, sheet)]
    if not ours and not commented:
        return Unmarked(was_marked=False)
    colours = _uncolour(package, helper, theirs)
    for sheet in commented:
        take_comments(package, sheet.part, SIGN)
    for sheet in ours:
        current = next(found for found in sheet_parts(package) if found.part == sheet.part)
        remove_sheet(package, current)
    return Unmarked(was_marked=True, colours=frozenset(colours))


def is_summary(package: Package, title: str) -> bool:
    """True for the tab that lists the faults: told by its title and its first cell."""
    if not title.startswith(SUMMARY_TITLE):
        return False
    with Workbook(package.path) as book:
        rows = book.rows(title, limit=1)
    return bool(rows and rows[0]) and str(rows[0][0]).startswith(SUMMARY_SIGN)


def _has_ours(package: Package, sheet: SheetPart) -> bool:
    comments = comments_of(package, sheet.part)
    texts = [comment.text for comment in comments.all()] if comments else []
    return any(text.startswith(SIGN) or f"\n{SIGN}" in text for text in texts)


def _uncolour(package: Package, helper: SheetPart | None, sheets: Iterable[SheetPart]) -> set[str]:
    """Give marked cells their original formats back. Returns the colours of the marks."""
    workbook = workbook_part(package)
    part = next((relation.target for relation in package.relations(workbook) if relation.kind == "styles"), "")
    if part not in package:
        return set()
    styles = StyleSheet(package.tree_source(part))
    pairs = read_pairs(grid_of(package, helper.part)) if helper else []
    count = len(styles.formats())
    sound = [(o, m) for o, m in pairs if o < count and m < count and styles.fill_of(o) != styles.fill_of(m)]
    restored = {marked: original for original, marked in sound}
    fills = {styles.fill_of(marked) for marked in restored} or _fills_in(styles, set(COLOURS.values()))
    colours = {colour for fill in fills for colour in used_colours(styles.fills()[fill])}
    # People or programs may have changed a marked cell's format in other ways: then only the colour goes.
    strange = {style for style in range(count) if style not in restored and styles.fill_of(style) in fills}
    grids = [(sheet.part, grid_of(package, sheet.part)) for sheet in sheets] if restored or strange else []
    found = [(name, grid, grid.styled(strange | restored.keys())) for name, grid in grids]
    used = sorted({tag.number(b"s") or 0 for *_, cells in found for _, tag in cells} & strange)
    restored = restored | dict(
        zip(used, styles.add_formats([_uncoloured(styles, style, restored) for style in used]), strict=True)
    )
    if used:
        package.put(part, styles.content)
    for name, grid, cells in found:
        if cells:
            package.put(name, spliced(grid.content, [_restored(grid, tag, restored) for _, tag in cells]))
    return colours


def _uncoloured(styles: StyleSheet, style: int, restored: Mapping[int, int]) -> bytes:
    """A changed marked format in the fill that the original of the most alike marked format has."""
    alike = max(restored, key=lambda marked: _likeness(styles, style, marked), default=None)
    return styles.filled(style, 0 if alike is None else styles.fill_of(restored[alike]))


def _likeness(styles: StyleSheet, one: int, other: int) -> int:
    """How many traits two formats share: number format, font, fill, border, and each of their details."""
    first, second = (
        {found for name in ("xf", "alignment", "protection") for tag in tags(styles.formats()[style], name)
         for found in attributes(tag.source).items()}
        for style in (one, other)
    )  # fmt: skip
    return len(first & second)


def _fills_in(styles: StyleSheet, colours: set[str]) -> set[int]:
    """Numbers of the fills in those colours."""
    return {at for at, source in enumerate(styles.fills()) if used_colours(source) & colours}


def _restored(grid: Grid, tag: Tag, restored: Mapping[int, int]) -> Edit:
    """The edit that gives a cell its original format; the plain one is not written."""
    source, style = grid.content[tag.start : tag.end], restored[tag.number(b"s") or 0]
    new = with_attribute(source, b"s", str(style)) if style else without_attribute(source, b"s")
    return (tag.start, tag.end, new)
