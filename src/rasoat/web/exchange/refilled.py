"""The register in the very workbook that was imported: its rows make way, every other byte of the book stays.

Column widths, fonts, merged titles, number formats, frozen panes and print settings stay because nothing touches them.
A book that this cannot be done to is not half kept: the reason is given, and the caller writes a plain one.
"""

from pathlib import Path
from typing import Final

import polars as pl
from django.utils.translation import gettext_noop

from rasoat.law.faults import Fault, refuse_if_any
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.facts import sheet_facts
from rasoat.survey.exporting.fill import Filling, fill_template
from rasoat.survey.exporting.profile import Sheet, letter_index
from rasoat.survey.exporting.template import Template, TemplateSheet
from rasoat.survey.exporting.values import sheet_cells
from rasoat.survey.fault_list import SOURCE_ROW
from rasoat.survey.mapping.fit import Fitted, fit_profile
from rasoat.survey.mapping.legacy_text import Encoding
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.source import Source
from rasoat.survey.notices import notice_in, notices_of
from rasoat.survey.sheets import column_letter
from rasoat.web.exchange.making_room import NotKeptError, check_private, with_room
from rasoat.web.exchange.same_layout import export_profile_of
from rasoat.web.look.saying import Said

LARGEST: Final = 200 << 20
"""Bytes of a sheet's XML: it is held in memory while it is filled, two or three times over."""

_PLAIN: Final = gettext_noop("Không giữ được định dạng của tệp gốc, tệp này theo mẫu trơn: %(why)s")


def refill(original: Path, mapping: MappingProfile, read: Dataset, data: Dataset, out: Path) -> list[Fault]:
    """Write `data` into a copy of the workbook that `read` was read from; gives the warnings.

    Raises `NotKeptError` where the book cannot be kept, `FaultsFoundError` for values that cannot be written. Then
    nothing is written.
    """
    fitted = _fitted(original, mapping)
    template = Template(original)
    check_private(template)
    tab = template.tabs[0]
    if len(template.package.part(tab.part)) > LARGEST:
        raise NotKeptError(gettext_noop("trang tính quá lớn."))
    sheet = _sheet_of(mapping, fitted)
    there = template.sheet(tab, sheet.first_row)
    _check_notice(there, data)
    cells, faults = sheet_cells(sheet_facts(data, sheet), sheet)
    refuse_if_any(faults)
    prepared = out.with_name("cho-trong.xlsx")
    with_room(template, there, _last_row(read, sheet.first_row), cells.height).write(prepared)
    ready = Template(prepared)
    place = ready.sheet(ready.tabs[0], sheet.first_row)
    fill_template(ready, [Filling(place, _in_their_kind(cells, ready, place), {})], out)
    return faults


def told_plain(error: NotKeptError) -> Said:
    """What people are told of a book whose look was not kept."""
    return Said(_PLAIN, {"why": Said(error.why).plain})


def _fitted(original: Path, mapping: MappingProfile) -> Fitted:
    with Source(original) as source:
        found = fit_profile(source, mapping)
    if len(found) != 1 or len(mapping.sheets) != 1:
        raise NotKeptError(gettext_noop("danh sách nằm ở nhiều trang tính."))
    sheet = found[0].map
    if sheet.sections or sheet.place_from_title or sheet.place_from_head:
        raise NotKeptError(gettext_noop("xã, thôn ghi ở tiêu đề hoặc ở dòng riêng, không ghi ở từng dòng."))
    if sheet.encoding is not Encoding.UNICODE:
        raise NotKeptError(gettext_noop("tệp gốc dùng bảng mã cũ, không phải Unicode."))
    return found[0]


def _sheet_of(mapping: MappingProfile, fitted: Fitted) -> Sheet:
    """The sheet of the export with its columns and rows where they are in this file, not where the profile saw them."""
    moved = fitted.first_row - fitted.map.first_row
    columns = tuple(
        column.model_copy(update={"at": column_letter(at)}) for at, column in sorted(fitted.columns.items())
    )
    there = fitted.map.model_copy(update={
        "columns": columns, "first_row": fitted.first_row,
        "head_rows": (fitted.map.head_rows[0] + moved, fitted.map.head_rows[1] + moved),
    })  # fmt: skip
    return export_profile_of(mapping.model_copy(update={"sheets": (there,)})).sheets[0]


def _check_notice(there: TemplateSheet, data: Dataset) -> None:
    notice = notices_of(data.households)
    if notice and notice_in((text for row in there.texts[: there.first_row - 1] for text in row), notice) != notice:
        raise NotKeptError(gettext_noop("số liệu mang ghi chú bắt buộc mà tệp gốc không có chỗ ghi."))


def _last_row(read: Dataset, first: int) -> int:
    """The last row of the file that holds a person or household."""
    numbers = [
        table[SOURCE_ROW].max() for table in (read.households, read.members) if SOURCE_ROW in table.columns
    ]  # fmt: skip
    known = [number for number in numbers if isinstance(number, int)]
    if not known:
        raise NotKeptError(gettext_noop("không rõ các dòng của tệp gốc."))
    return max(*known, first)


def _in_their_kind(cells: pl.DataFrame, template: Template, there: TemplateSheet) -> pl.DataFrame:
    """Columns that show dates get real dates where every value is a full one."""
    made = []
    for column in cells:
        days = None
        if column.dtype == pl.String and template.style(there, letter_index(column.name)).is_date:
            days = column.str.to_date("%d/%m/%Y", strict=False)
        made.append(days if days is not None and days.null_count() == column.null_count() else column)
    return pl.DataFrame(made)
