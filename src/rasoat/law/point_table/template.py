"""The Excel template of a point table: out to the office, filled from the annex, and in again."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from rasoat.law.book import SHIPPED
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.loading import load_or_refuse
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import Item, PointTable
from rasoat.law.point_table.shape import TableShape
from rasoat.law.point_table.template_reader import Reading, read_workbook
from rasoat.law.point_table.template_words import SheetContent, content_of
from rasoat.law.point_table.template_writer import write_sheets
from rasoat.law.standard import Standard
from rasoat.law.whole_file import write_whole

_FRAME = SHIPPED / "points" / "minh-hoa-2022.yaml"


def frame_items() -> tuple[Item, ...]:
    """The items and answers of all families without any points: a suggestion of the layout, not the law."""
    items = load_or_refuse(_FRAME, PointTable).items
    return tuple(
        item.model_copy(
            update={
                "max_points": {},
                "answers": tuple(answer.model_copy(update={"points": {}}) for answer in item.answers),
            }
        )
        for item in items
    )


def write_template(
    path: Path,
    standard: Standard,
    shape: TableShape,
    areas: Sequence[str] = (),
    *,
    items: Sequence[Item] | None = None,
) -> None:
    """Write an empty template for a standard and areas (default: all of `shape`), with no points in it.

    Raises `FaultsFoundError` for an unknown area or a standard that does not classify by points.
    """
    chosen = tuple(areas) or tuple(area.code for area in shape.areas)
    unknown = [code for code in chosen if shape.area(code) is None]
    if unknown or not standard.uses_points:
        raise FaultsFoundError([_no_template(standard, unknown, shape)])
    content = SheetContent(
        info={"standard_id": standard.id, "kind": "official", "state": "draft"},
        areas=chosen,
        area_of={area.code: area.kind for area in shape.areas if area.code in chosen},
        items=frame_items() if items is None else tuple(items),
        families=tuple(family.code for family in shape.families),
        guess=items is None,
    )
    _write(path, content)


def write_filled(path: Path, table: PointTable, shape: TableShape) -> None:
    """Write a whole table in the layout of the template, to be edited into the next version."""
    _write(path, content_of(table, tuple(family.code for family in shape.families)))


def read_template(path: Path) -> PointTable:
    """The table of a filled workbook. Raises `FaultsFoundError` with every fault, each named by its cell."""
    return read_with_places(path).table


def read_with_places(path: Path) -> Reading:
    """As `read_template`, with the cell of every part, for the checks that follow."""
    return read_workbook(path)


def _write(path: Path, content: SheetContent) -> None:
    stream = BytesIO()
    write_sheets(stream, content)
    write_whole(path, stream.getvalue())


def _no_template(standard: Standard, unknown: list[str], shape: TableShape) -> Fault:
    if unknown:
        what = (f"không có khu vực {', '.join(unknown)}", f"no area {', '.join(unknown)}")
        known = ", ".join(area.code for area in shape.areas)
        return finding("template-area-unknown", Place(), what, (f"chọn trong: {known}", f"choose from: {known}"))
    what = (f"chuẩn “{standard.id}” không xếp loại bằng điểm", f"“{standard.id}” does not classify by points")
    return finding("template-standard", Place(), what, ("chọn chuẩn khác", "choose another standard"), standard.id)
