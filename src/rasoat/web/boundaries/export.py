"""Lists and totals of units as workbooks: just what is shown, codes as text, no formulas."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.queries import Figures
from rasoat.web.boundaries.tags import tag_words

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def units_workbook(units: Iterable[Unit], day: date) -> HttpResponse:
    """The list of units on the map of a day."""
    heads = [_("Mã"), _("Loại"), _("Tên"), _("Thuộc"), _("Khu vực"), _("Từ ngày"), _("Đến ngày"), _("Thuộc tính")]
    rows = [
        [
            unit.code, unit.kind, unit.name, unit.parent.full_name if unit.parent else "", unit.get_area_display(),
            _day(unit.valid_from), _day(unit.valid_until), "; ".join(tag_words(each.tag) for each in unit.tags.all()),
        ]
        for unit in units
    ]  # fmt: skip
    return _workbook(f"don-vi-{day:%Y%m%d}.xlsx", heads, rows)


def figures_workbook(figures: Figures, year: int, day: date) -> HttpResponse:
    """Totals of a year by unit, with what could not be placed at the end."""
    heads = [_("Mã"), _("Đơn vị"), _("Số hộ"), _("Số khẩu"), _("Ghi chú")]
    rows = [
        [unit.code, unit.full_name, _plain(numbers.get("households")), _plain(numbers.get("persons")), ""]
        for unit, numbers in figures.rows
    ]
    rows += [
        [
            unit.code,
            unit.full_name,
            _plain(each.numbers.get("households")),
            _plain(each.numbers.get("persons")),
            each.reason,
        ]
        for unit, each in figures.unplaced
    ]
    return _workbook(f"so-ho-{year}-ban-do-{day:%Y%m%d}.xlsx", heads, rows)


def _plain(value: object) -> object:
    return None if value is None else round(float(value), 1)  # type: ignore[arg-type]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, str(value))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 18)
    book.close()
    response = HttpResponse(target.getvalue(), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
