"""Write the sheets of a template, filled or empty: drop-downs, guards, and a layout that prints on A4."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from typing import Any, Protocol

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from rasoat.law.point_table.model import Item
from rasoat.law.point_table.template_items import MOST_POINTS, MOST_QUANTITY
from rasoat.law.point_table.template_styles import Styles
from rasoat.law.point_table.template_words import (
    AREA_KINDS,
    CAP_CODE,
    CAP_LABEL,
    COLUMNS,
    ENGLISH_COLUMNS,
    FIRST_ROW,
    GUIDE,
    GUIDE_SHEET,
    HEADER_ROW,
    INFO_FIELDS,
    INFO_SHEET,
    ITEM_KINDS,
    KIND_ROW,
    POINTS_SHEET,
    SWITCH_CODES,
    SWITCH_COLUMNS,
    SWITCH_SHEET,
    SheetContent,
)

SPARE_ROWS = 100
"""Rows below the last item that still have drop-downs and guards."""
LONGEST_LIST = 255
"""Characters that Excel allows in a drop-down list."""
_WIDTHS = (13, 13, 34, 11, 11, 14, 44, 9, 9)
LINE_HEIGHT = 15
BOLD, PLAIN = 0.9, 0.85
"""Width of a letter of our serif in the units of a column."""


class ExtraSheet(Protocol):
    """A sheet that stands before the guide."""

    def write(self, book: Any, styles: Styles) -> None:
        """Add the sheet to the workbook."""


def write_sheets(stream: BytesIO, content: SheetContent, extra: ExtraSheet | None = None) -> None:
    """Write the workbook. Equal content gives equal bytes. `extra` adds a sheet of its own."""
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": POINTS_SHEET, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    styles = Styles(book)
    _points_sheet(book.add_worksheet(POINTS_SHEET), content, styles)
    _info_sheet(book.add_worksheet(INFO_SHEET), content, styles)
    _switch_sheet(book.add_worksheet(SWITCH_SHEET), content, styles)
    if extra is not None:
        extra.write(book, styles)
    _guide_sheet(book.add_worksheet(GUIDE_SHEET), styles)
    book.close()


def _points_sheet(sheet: Worksheet, content: SheetContent, styles: Styles) -> None:
    left, areas = len(COLUMNS), content.areas
    last = left + len(areas) - 1
    sheet.merge_range(0, 0, 0, last, "BẢNG ĐIỂM ĐẶC ĐIỂM, ĐIỀU KIỆN SỐNG CỦA HỘ GIA ĐÌNH", styles.title)
    note = "Các dòng in sẵn là gợi ý, sửa theo phụ lục; câu 0 điểm phải ghi 0" if content.guess else _source(content)
    sheet.merge_range(1, 0, 1, last, content.watermark or note, styles.watermark if content.watermark else styles.note)
    for column, (_, label) in enumerate(COLUMNS):
        sheet.merge_range(HEADER_ROW, column, KIND_ROW, column, label, styles.head)
        sheet.set_column(column, column, _WIDTHS[column])
    for column, area in enumerate(areas, start=left):
        sheet.write_string(HEADER_ROW, column, area, styles.head)
        sheet.write_string(KIND_ROW, column, AREA_KINDS[content.area_of[area]], styles.head)
    sheet.set_column(left, last, 9)
    for column, (_, label) in enumerate(ENGLISH_COLUMNS, start=last + 1):
        sheet.merge_range(HEADER_ROW, column, KIND_ROW, column, label, styles.head)
    sheet.set_column(last + 1, last + len(ENGLISH_COLUMNS), 34, None, {"level": 1, "hidden": True})
    row = FIRST_ROW
    for item in content.items:
        row = _item_rows(sheet, row, item, content, styles)
    _point_guards(sheet, row + SPARE_ROWS, content, styles, filled=row)
    sheet.freeze_panes(FIRST_ROW, 3)
    _page(sheet, content)
    sheet.repeat_rows(HEADER_ROW, KIND_ROW)


def _source(content: SheetContent) -> str:
    parts = [str(content.info.get(part) or "") for part in ("name_vi", "legal_source", "annex")]
    return " - ".join(part for part in parts if part)


def _item_rows(sheet: Worksheet, row: int, item: Item, content: SheetContent, styles: Styles) -> int:
    """Write one item from `row` on; returns the row after it."""
    left, right = len(COLUMNS), len(COLUMNS) + len(content.areas)
    head = (item.code, item.family, item.name.vi, ITEM_KINDS[item.kind], item.unit)
    for index, answer in enumerate(item.answers):
        first = index == 0
        sheet.set_row(row, _height(item.name.vi if first else "", answer.label.vi))
        text = styles.guess if content.guess and not first else styles.first_text if first else styles.text
        number = styles.first_number if first else styles.number
        for column, value in enumerate(head):
            style = (styles.item if column == 2 else styles.item_code) if first else styles.text
            _text(sheet, row, column, value if first else "", style)
        _text(sheet, row, 5, answer.code, styles.item_code if first else text)
        _text(sheet, row, 6, answer.label.vi, text)
        _number(sheet, row, 7, answer.min, number)
        _number(sheet, row, 8, answer.max, number)
        for column, area in enumerate(content.areas, start=left):
            _number(sheet, row, column, answer.points.get(area), number)
        _text(sheet, row, right, item.name.en if first else "", text)
        _text(sheet, row, right + 1, answer.label.en, text)
        row += 1
    if not item.max_points and not (content.guess and item.kind == "additive"):
        return row
    for column in range(left):
        _text(sheet, row, column, {5: CAP_CODE, 6: CAP_LABEL}.get(column, ""), styles.cap)
    for column, area in enumerate(content.areas, start=left):
        _number(sheet, row, column, item.max_points.get(area), styles.cap_number)
    return row + 1


def _height(name: str, label: str) -> int:
    """Points of height for the wrapped words of a row."""
    lines = max(ceil(len(name) * BOLD / _WIDTHS[2]), ceil(len(label) * PLAIN / _WIDTHS[6]), 1)
    return LINE_HEIGHT * lines + 1


def _point_guards(sheet: Worksheet, end: int, content: SheetContent, styles: Styles, *, filled: int) -> None:
    left, last = len(COLUMNS), len(COLUMNS) + len(content.areas) - 1
    sheet.data_validation(FIRST_ROW, 1, end, 1, _list(content.families))
    sheet.data_validation(FIRST_ROW, 3, end, 3, _list(ITEM_KINDS.values()))
    sheet.data_validation(FIRST_ROW, 7, end, 8, _whole(MOST_QUANTITY))
    sheet.data_validation(FIRST_ROW, left, end, last, _whole(MOST_POINTS))
    if content.guess:
        sheet.conditional_format(FIRST_ROW, left, filled - 1, last, {"type": "blanks", "format": styles.open})


def _list(words: Iterable[str]) -> dict[str, Any]:
    """A drop-down; nothing (`any`) when the words do not fit into what Excel allows."""
    source = list(words)
    if len(",".join(source)) > LONGEST_LIST:
        return {"validate": "any"}
    return {
        "validate": "list",
        "source": source,
        "error_title": "Không có trong danh sách",
        "error_message": "Chọn một giá trị trong danh sách thả xuống.",
    }


def _whole(most: int) -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": most,
        "error_title": "Không phải số nguyên",
        "error_message": f"Ghi số nguyên từ 0 đến {most}. Không chấm điểm thì để trống.",
    }


def _info_sheet(sheet: Worksheet, content: SheetContent, styles: Styles) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 62)
    for row, spec in enumerate(INFO_FIELDS):
        value = content.info.get(spec.part)
        sheet.write_string(row, 0, spec.label, styles.label)
        sheet.write_string(row, 2, spec.help, styles.help)
        if isinstance(value, date):
            sheet.write_datetime(row, 1, value, styles.date)
            continue
        shown = spec.words.get(value or "", "") if spec.words else value
        _text(sheet, row, 1, shown or "", styles.date if spec.is_date else styles.text)
        if spec.words:
            sheet.data_validation(row, 1, row, 1, _list(spec.words.values()))
    _page(sheet, content)


def _switch_sheet(sheet: Worksheet, content: SheetContent, styles: Styles) -> None:
    for column, (_, label) in enumerate(SWITCH_COLUMNS):
        sheet.write_string(0, column, label, styles.head)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(SWITCH_COLUMNS) - 1, 20)
    for row, switch in enumerate(content.switches, start=1):
        _text(sheet, row, 0, SWITCH_CODES[switch.code], styles.text)
        _text(sheet, row, 1, switch.province, styles.text)
        _number(sheet, row, 2, switch.review_year, styles.number)
        _text(sheet, row, 3, "; ".join(switch.items), styles.text)
        _text(sheet, row, 4, switch.source_area, styles.text)
        _text(sheet, row, 5, switch.target_area, styles.text)
        _text(sheet, row, 6, switch.decision_no, styles.text)
        sheet.write_datetime(row, 7, switch.decision_date, styles.date)
    end = len(content.switches) + SPARE_ROWS
    sheet.data_validation(1, 0, end, 0, _list(SWITCH_CODES.values()))
    sheet.data_validation(1, 4, end, 5, _list(content.areas))
    _page(sheet, content)


def _guide_sheet(sheet: Worksheet, styles: Styles) -> None:
    sheet.set_column(0, 0, 120)
    for row, line in enumerate(GUIDE):
        sheet.write_string(row, 0, line, styles.body)
    sheet.protect()


def _page(sheet: Worksheet, content: SheetContent) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(footer(str(content.info.get("table_id") or ""), content.watermark))


def footer(table_id: str, watermark: str) -> str:
    """Table, watermark and page number at the foot of every page (Excel takes 255 characters)."""
    return f"&L{table_id[:60]}&C{watermark[:120].replace('&', '&&')}&RTrang &P/&N"


def _text(sheet: Worksheet, row: int, column: int, value: str, style: Any) -> None:
    if value:
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_blank(row, column, None, style)


def _number(sheet: Worksheet, row: int, column: int, value: int | None, style: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, value, style)
