"""The workbook of a signed list made ready: every household of the village stands there, only the class is typed."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from rasoat.survey.workbook_out import FONT, frame_cells, new_workbook
from rasoat.web.areas.models import Unit
from rasoat.web.look.badges import CLASSES, class_look
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Result
from rasoat.web.rounds.models import Round

FIRST_ROW: Final = 5
"""The row of the headings, counted from 1."""
_WIDTHS: Final = (6, 16, 28, 12, 22, 16, 18, 10, 10, 40)
_CLASS_AT: Final = 6


def headings() -> list[str]:
    """The headings, in the words that the reader of such lists knows."""
    return [
        "STT", "Mã hộ", "Họ và tên chủ hộ", "Năm sinh", "Thôn", "Loại hộ đầu đợt", "Loại hộ", "Điểm A", "Điểm B",
        "Lý do phân loại",
    ]  # fmt: skip


def template_of(row: Round, commune: Unit, village: Unit | None, standard_id: str, results: Sequence[Result]) -> bytes:
    """The workbook. `results`: of one standard, with case, household and its head."""
    root = Path(settings.DATA_ROOT) / "scratch"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=root) as room:
        path = Path(room) / "danh-sach.xlsx"
        _write_template(path, _titles(row, commune, village, standard_id), results)
        return path.read_bytes()


def _write_template(path: Path, titles: Sequence[str], results: Sequence[Result]) -> None:
    with new_workbook(path) as book:
        text = book.add_format({"font_name": FONT, "font_size": 12, "num_format": "@", "valign": "top"})
        bold = book.add_format({"font_name": FONT, "font_size": 12, "bold": True})
        head = book.add_format({
            "font_name": FONT, "font_size": 12, "bold": True, "text_wrap": True, "align": "center", "border": 1,
        })  # fmt: skip
        sheet = book.add_worksheet("Danh sách")
        sheet.freeze_panes(FIRST_ROW, 3)
        for at, width in enumerate(_WIDTHS):
            sheet.set_column(at, at, width, text)
        for at, line in enumerate(titles):
            sheet.write_string(at, 0, line, bold)
        for at, heading in enumerate(headings()):
            sheet.write_string(FIRST_ROW - 1, at, heading, head)
        for at, result in enumerate(results):
            _write(sheet, FIRST_ROW + at, _cells(at + 1, result), text)
        _choices(sheet, len(results))
        frame_cells(sheet, FIRST_ROW, len(results), len(_WIDTHS), book.add_format({"border": 1}))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_ROW - 1)
        _guide(book, text)


def _titles(row: Round, commune: Unit, village: Unit | None, standard_id: str) -> list[str]:
    place = f"{village.full_name}, {commune.full_name}" if village else commune.full_name
    titles = [
        "DANH SÁCH KẾT QUẢ ĐÃ KÝ", f"{place} · {row.name}", standard_name(standard_id),
        "Chỉ điền cột Loại hộ; điểm và lý do nếu giấy có ghi.",
    ]  # fmt: skip
    if not row.counts:
        titles[0] = f"{titles[0]} (MẪU, KHÔNG TÍNH)"
    return titles


def _cells(number: int, result: Result) -> list[str | int | None]:
    case = result.case
    head = case.household.head
    born = head.birth_year if head is not None else None
    opening = str(class_look(result.opening_class).label) if result.opening_class else ""
    return [
        number, case.household.code, case.head_name, born, case.village.full_name if case.village else "", opening,
        str(CLASSES[result.proposed].label) if result.proposed in CLASSES else None,
    ]  # fmt: skip


def _write(sheet: Any, at: int, cells: Sequence[str | int | None], text: Any) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, int):
            sheet.write_number(at, column, value, text)
        elif value:
            sheet.write_string(at, column, value, text)


def _choices(sheet: Any, count: int) -> None:
    """A list to choose from in the cells of the class, and whole numbers for points."""
    last = FIRST_ROW + max(count, 1) - 1
    words = [str(look.label) for look in CLASSES.values()]
    sheet.data_validation(FIRST_ROW, _CLASS_AT, last, _CLASS_AT, {"validate": "list", "source": words})


def _guide(book: Any, text: Any) -> None:
    sheet = book.add_worksheet("Cách ghi")
    sheet.set_column(0, 0, 100, text)
    for at, line in enumerate([
        _("Mỗi hộ một dòng. Cột Loại hộ: Hộ nghèo, Hộ cận nghèo hoặc Không nghèo, đúng như danh sách đã ký."),
        _("Hộ chưa có kết quả thì để trống: không ghi gì cho hộ ấy."),
        _("Điểm A, điểm B: số nguyên, chỉ khi giấy có ghi. Lý do: như giấy."),
        _("Không sửa cột Mã hộ. Hộ thiếu mã thì ghi họ tên, năm sinh của chủ hộ và thôn."),
        _("Tải tệp lên ở trang Danh sách đã ký: xem trước rồi mới ghi."),
    ]):  # fmt: skip
        sheet.write_string(at, 0, line, text)
