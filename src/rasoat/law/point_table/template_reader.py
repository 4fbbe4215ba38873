"""Read a filled template strictly. A blank is never 0: a blank column of an item means "not asked there"."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from python_calamine import CalamineError, CalamineWorkbook

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.places import Locate, Spot
from rasoat.law.point_table.template_cells import Cells
from rasoat.law.point_table.template_items import HEAD_COLUMNS, ItemRows, read_items
from rasoat.law.point_table.template_words import (
    HEADER_ROW,
    INFO_FIELDS,
    INFO_SHEET,
    KIND_ROW,
    POINTS_SHEET,
    SWITCH_CODES,
    SWITCH_COLUMNS,
    SWITCH_SHEET,
)

SWITCH_PARTS = {part: column for column, (part, _) in enumerate(SWITCH_COLUMNS)}
_COLUMN_OF = {"name": "name_vi", "label": "label_vi"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A table read from a workbook, and where each part of it stands."""

    table: PointTable
    locate: Locate


def read_workbook(path: Path) -> Reading:
    """Read all sheets. Raises `FaultsFoundError` with every fault of every sheet."""
    sheets = _open(path)
    items = read_items(sheets[POINTS_SHEET])
    info, info_rows = _read_info(sheets[INFO_SHEET])
    switches = _read_switches(sheets[SWITCH_SHEET]) if SWITCH_SHEET in sheets else []
    faults = [fault for sheet in sheets.values() for fault in sheet.faults]
    if faults:
        raise FaultsFoundError(faults)
    locate = _locator(sheets, items, info_rows, [row for row, _ in switches])
    content = {**info, "areas": items.areas, "area_of": items.area_of, "items": items.items}
    content["switches"] = [switch for _, switch in switches]
    try:
        return Reading(PointTable.model_validate(content), locate)
    except ValidationError as error:
        raise FaultsFoundError([_unfit(item, locate) for item in error.errors()]) from error


def _open(path: Path) -> dict[str, Cells]:
    place = Place(file=str(path))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    except (OSError, CalamineError) as error:
        what = (f"không mở được tệp Excel: {error}", f"cannot open the workbook: {error}")
        remedy = ("dùng tệp .xlsx lấy từ lệnh template", "use the .xlsx file made by the template command")
        raise FaultsFoundError([finding("workbook-unreadable", place, what, remedy)]) from error
    missing = [name for name in (POINTS_SHEET, INFO_SHEET) if name not in book.sheet_names]
    if missing:
        what = (f"thiếu trang tính “{'”, “'.join(missing)}”", f"sheet missing: {', '.join(missing)}")
        remedy = ("giữ nguyên tên các trang tính của mẫu", "keep the sheet names of the template")
        raise FaultsFoundError([finding("workbook-sheet-missing", place, what, remedy)])
    wanted = [name for name in (POINTS_SHEET, INFO_SHEET, SWITCH_SHEET) if name in book.sheet_names]
    return {
        name: Cells(path.name, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in wanted
    }


def _read_info(cells: Cells) -> tuple[dict[str, Any], dict[str, int]]:
    rows = {cells.text(row, 0): row for row in range(len(cells.rows)) if not cells.is_blank(row, 0)}
    found: dict[str, Any] = {}
    places: dict[str, int] = {}
    for spec in INFO_FIELDS:
        row = rows.get(spec.label)
        if row is None:
            what = (f"thiếu dòng “{spec.label}”", f"row “{spec.label}” is missing")
            remedy = ("giữ nguyên cột đầu của mẫu", "keep the first column of the template")
            cells.faults.append(finding("info-row-missing", Place(cells.file, cells.sheet), what, remedy, spec.label))
            continue
        places[spec.part] = row
        if spec.is_date:
            found[spec.part] = cells.day(row, 1)
        elif spec.words:
            found[spec.part] = cells.word(row, 1, spec.words, spec.label)
        else:
            found[spec.part] = cells.text(row, 1, required=spec.label if spec.required else "")
    _required_by_kind(cells, found, places)
    found["name"] = {"vi": found.pop("name_vi", ""), "en": found.pop("name_en", "")}
    return found, places


def _required_by_kind(cells: Cells, found: dict[str, Any], places: dict[str, int]) -> None:
    wanted = {"official": ("legal_source", "annex"), "illustrative": ("watermark",)}.get(found.get("kind", ""), ())
    for part in wanted:
        if part in places and not found[part]:
            what = ("bắt buộc với loại bảng này", "required for this kind of table")
            cells.refuse(places[part], 1, "cell-empty", what, ("điền ô này", "fill in this cell"))


def _read_switches(cells: Cells) -> list[tuple[int, dict[str, Any]]]:
    """The switches with the row of each."""
    labels = dict(SWITCH_COLUMNS)
    found = []
    for row in range(1, len(cells.rows)):
        if all(cells.is_blank(row, column) for column in range(len(SWITCH_COLUMNS))):
            continue
        for column in (SWITCH_PARTS["review_year"], SWITCH_PARTS["decision_date"]):
            cells.text(row, column, required=SWITCH_COLUMNS[column][1])
        named = cells.text(row, SWITCH_PARTS["items"], required="các mục")
        switch = {
            "code": cells.word(row, 0, SWITCH_CODES, labels["code"]),
            "review_year": cells.integer(row, SWITCH_PARTS["review_year"], 9999),
            "items": [part.strip() for part in named.split(";") if part.strip()],
            "decision_date": cells.day(row, SWITCH_PARTS["decision_date"]),
        }
        for part in ("province", "source_area", "target_area", "decision_no"):
            switch[part] = cells.text(row, SWITCH_PARTS[part], required=labels[part])
        found.append((row, switch))
    return found


def _locator(sheets: dict[str, Cells], items: ItemRows, info_rows: dict[str, int], switch_rows: list[int]) -> Locate:
    points, info = sheets[POINTS_SHEET], sheets[INFO_SHEET]

    def locate(spot: Spot) -> Place:
        if spot.switch is not None:
            return sheets[SWITCH_SHEET].place(switch_rows[spot.switch], SWITCH_PARTS.get(spot.part, 0))
        column = items.columns.get(spot.area, HEAD_COLUMNS.get(_COLUMN_OF.get(spot.part, spot.part), 0))
        if spot.item is None:
            if spot.part in info_rows:
                return info.place(info_rows[spot.part], 1)
            return points.place(KIND_ROW if spot.part == "area_of" else HEADER_ROW, column)
        block = items.blocks[spot.item]
        if spot.part == "max_points" and block.cap_row is not None:
            return points.place(block.cap_row, column)
        if spot.answer is not None:
            return points.place(block.answer_rows[spot.answer], column)
        return points.place(block.answer_rows[0], 0 if spot.part == "code" else column)

    return locate


def _unfit(error: Any, locate: Locate) -> Fault:
    """A fault of the model that no cell check foresaw, at the nearest cell."""
    loc = [*error["loc"], "", "", "", ""]
    spot = Spot(part=str(loc[0]))
    if loc[0] == "items" and isinstance(loc[1], int):
        answer = loc[3] if loc[2] == "answers" and isinstance(loc[3], int) else None
        spot = Spot(item=loc[1], answer=answer, part=str(loc[4] if answer is not None else loc[2]))
    elif loc[0] == "switches" and isinstance(loc[1], int):
        spot = Spot(switch=loc[1], part=str(loc[2]))
    place = locate(spot)
    cell = f"{place.sheet}!{place.column}{place.row}"
    what = (f"ô {cell}: giá trị không hợp lệ ({error['msg']})", f"cell {cell}: {error['msg']}")
    return finding("cell-unfit", place, what, ("sửa ô này", "correct this cell"), str(error["input"])[:80])
