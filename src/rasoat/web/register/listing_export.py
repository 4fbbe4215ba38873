"""A list of households as an Excel sheet: what is shown, all of it, with where it came from on top."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from django.utils.translation import gettext as _

from rasoat.survey.workbook_out import FONT
from rasoat.tables.font_metrics import line_count
from rasoat.web.look.badges import class_look
from rasoat.web.register.models import Household
from rasoat.web.register.search.filters import flag_words
from rasoat.web.register.words import choices_of

WIDTHS = (6, 16, 26, 10, 10, 24, 24, 34, 20, 34, 40, 18)
SIZE, LINE = 11, 15.0
"""Points: of a letter, of a line."""
LETTER, MARGIN = 5.25, 4.0
"""Points: of a column's unit of width, and of what a cell keeps free at its sides."""


@dataclass(frozen=True, slots=True)
class ExportedHousehold:
    """A row of the file: the household, its class under the chosen standard, the number of its head (masked or not)."""

    household: Household
    household_class: str
    number: str


def headings() -> list[str]:
    """Headings of the columns."""
    return [
        _("STT"), _("Mã hộ"), _("Họ và tên chủ hộ"), _("Năm sinh"), _("Số nhân khẩu"), _("Thôn"), _("Xã"), _("Địa chỉ"),
        _("Loại hộ"), _("Đặc điểm"), _("Nguyên nhân nghèo"), _("Số định danh chủ hộ"),
    ]  # fmt: skip


def write_list(title: str, notes: Sequence[str], rows: Iterable[ExportedHousehold]) -> bytes:
    """The workbook. Every text is written as text: nothing becomes a formula, a link or a number."""
    target = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    face = {"font_name": FONT, "font_size": SIZE}
    with xlsxwriter.Workbook(target, options | {"default_format_properties": face}) as book:
        sheet = book.add_worksheet(_("Danh sách hộ"))
        strong = book.add_format({"bold": True, "font_size": 14, "font_name": FONT})
        head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF4"}
        )
        cell = book.add_format({"border": 1, "num_format": "@", "valign": "top", "text_wrap": True})
        figure = book.add_format({"border": 1, "num_format": "0", "valign": "top"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title, strong)
        for at, note in enumerate(notes, start=1):
            sheet.write_string(at, 0, note)
        top = len(notes) + 2
        sheet.set_row(top, _height(headings(), bold=True))
        for column, heading in enumerate(headings()):
            sheet.write_string(top, column, heading, head)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
        for line, values in enumerate(_lines(rows), start=1):
            sheet.set_row(top + line, _height([line, *values]))
            for column, value in enumerate([line, *values]):
                if isinstance(value, int):
                    sheet.write_number(top + line, column, value, figure)
                else:
                    sheet.write_string(top + line, column, value, cell)
    return target.getvalue()


def _height(values: Sequence[str | int], *, bold: bool = False) -> float:
    """Points of height for the wrapped words of a row: not every program grows rows by itself."""
    rooms = (width * LETTER - MARGIN for width in WIDTHS)
    return LINE * max(line_count(str(value), room, SIZE, bold=bold) for value, room in zip(values, rooms, strict=True))


def _lines(rows: Iterable[ExportedHousehold]) -> Iterator[list[str | int]]:
    causes = dict(choices_of("causes"))
    for row in rows:
        home = row.household
        year = home.head.birth_year if home.head else None
        yield [
            home.code, home.head_name, str(year or ""), home.member_count,
            home.village.full_name if home.village else "", home.commune.full_name,
            home.permanent_address or home.present_address,
            str(class_look(row.household_class).label), "; ".join(flag_words(home)),
            _cause_words(home, causes), row.number,
        ]  # fmt: skip


def _cause_words(home: Household, labels: Mapping[str, str]) -> str:
    return "; ".join(labels.get(code, code) for code in home.causes.split(";") if code)
