"""Colour and comment the faulty cells of one workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rasoat.law.faults import Fault, FaultsFoundError, Severity
from rasoat.survey.file_kind import refusal
from rasoat.survey.marking.names import AUTHOR, COLOURS
from rasoat.survey.marking.placed import comment_text, severity_of
from rasoat.survey.marking.summary import solid
from rasoat.survey.xlsx.addresses import Cell
from rasoat.survey.xlsx.comment_parts import put_comments
from rasoat.survey.xlsx.grid import Grid, Spot
from rasoat.survey.xlsx.package import Package, broken
from rasoat.survey.xlsx.safe_xml import UnsafeXmlError
from rasoat.survey.xlsx.sheet_list import SheetPart, workbook_part
from rasoat.survey.xlsx.styles import MOST_FORMATS, NO_STYLES, StyleSheet, used_colours
from rasoat.survey.xlsx.tabs import RELATIONS
from rasoat.survey.xlsx.tags import check_sound

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(slots=True)
class Paint:
    """The style sheet being added to, the fills of marks, and each pair of an original and a marked format."""

    part: str
    styles: StyleSheet
    fills: dict[Severity, int]
    pairs: dict[int, set[int]] = field(default_factory=dict)
    """Original format -> its marked formats."""

    def marked(self, wanted: Iterable[tuple[int, Severity]]) -> dict[tuple[int, Severity], int]:
        """Numbers of the marked formats for original ones; they are added where they are missing."""
        keys = sorted(set(wanted))
        numbers = self.styles.add_formats([self.styles.filled(style, self.fills[weight]) for style, weight in keys])
        for (style, _), number in zip(keys, numbers, strict=True):
            self.pairs.setdefault(style, set()).add(number)
        return dict(zip(keys, numbers, strict=True))


def paint_of(package: Package, own_colours: Iterable[str] = ()) -> Paint:
    """Fills of marks added to the style sheet: colours that nobody but earlier marks uses."""
    workbook = workbook_part(package)
    part = next((relation.target for relation in package.relations(workbook) if relation.kind == "styles"), "")
    if part not in package:
        part = "xl/styles.xml"
        package.put(part, NO_STYLES, _STYLES_TYPE)
        package.relate(workbook, f"{RELATIONS}/styles", part)
    styles = StyleSheet(package.tree_source(part))
    taken = used_colours(styles.content) - set(own_colours)
    fills = {}
    for weight, colour in COLOURS.items():
        while colour in taken:
            colour = f"{(int(colour, 16) - 1) % (1 << 24):06X}"
        taken.add(colour)
        fills[weight] = styles.add("fills", "fill", solid(colour))
    return Paint(part, styles, fills)


def grid_of(package: Package, part: str) -> Grid:
    """The cells of a worksheet part. Raises `FaultsFoundError` when it is broken or unsafe."""
    content = package.part(part)
    try:
        check_sound(content)
        return Grid(content)
    except (UnsafeXmlError, ValueError) as error:
        raise broken(package.path, part) from error


def paint_sheet(package: Package, sheet: SheetPart, faults: Mapping[Cell, list[Fault]], paint: Paint) -> set[Cell]:
    """Colour and comment the cells of one sheet. Returns the cells that could be coloured only."""
    grid = grid_of(package, sheet.part)
    shown: dict[Cell, list[Fault]] = {}
    for cell, anchor in grid.anchors(faults).items():
        shown.setdefault(anchor, []).extend(faults[cell])
    spots: dict[Cell, Spot] = grid.spots(shown)
    keys = {cell: (spot.style, severity_of(shown[cell])) for cell, spot in spots.items()}
    numbers = paint.marked(keys.values())
    if len(paint.styles.formats()) > MOST_FORMATS:
        raise _too_many_formats(package)
    package.put(sheet.part, grid.with_styles(spots, {cell: numbers[key] for cell, key in keys.items()}))
    texts = {cell: comment_text(found) for cell, found in shown.items()}
    return put_comments(package, sheet.part, grid, texts, AUTHOR)


def _too_many_formats(package: Package) -> FaultsFoundError:
    return refusal(
        package.path,
        "too-many-formats",
        f"sổ Excel có quá nhiều định dạng ô (trên {MOST_FORMATS})",
        f"the workbook has too many formats of cells (over {MOST_FORMATS})",
        "chép dữ liệu (dán giá trị) sang một sổ mới rồi thử lại",
        "copy the data (paste values) into a new workbook and retry",
    )
