"""Wordings of questions in another language: which questions there are, the file to fill, what a filled one says."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.packs import make_pack
from rasoat.survey.mapping.source import Source
from rasoat.survey.sheets import cell_text, column_letter
from rasoat.survey.text import clean, fold
from rasoat.survey.workbook_out import FONT, frame_cells, new_workbook
from rasoat.web.law import book, law_version
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.survey.sheet import Scored, Sheet
from rasoat.web.rounds.law import english
from rasoat.web.rounds.models import Purpose, Route
from rasoat.web.rounds.standards import offered
from rasoat.web.vault.file_types import Accepts, media_type_of

LIMIT: Final = 1 << 20
LONGEST: Final = 500
HEADINGS: Final = ("Mã câu hỏi", "Câu hỏi tiếng Việt", "Lời hỏi")
_CODE, _WORDS = fold(HEADINGS[0]), fold(HEADINGS[2])
_HEAD_ROWS: Final = 10
_WIDTHS: Final = (26, 70, 70)


@dataclass(frozen=True, slots=True)
class WordingFault:
    """A row that cannot be loaded: what is wrong in it, and what to do."""

    row: int
    code: str
    what: str
    remedy: str


class WrongWordingsError(RefusedError):
    """Rows of the file are wrong, so nothing of it was loaded."""

    def __init__(self, faults: Sequence[WordingFault]) -> None:
        super().__init__(
            _("Tệp có %(count)s dòng sai nên chưa nạp dòng nào.") % {"count": len(faults)},
            remedy=_("Sửa các dòng ở bảng dưới rồi nạp lại."), field="file", code="wordings-wrong",
        )  # fmt: skip
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    code: str
    words: str
    broken: bool = False


def questions(day: date) -> Mapping[str, str]:
    """Every question that a form may ask, by code, with its Vietnamese words: those of standards in use come first."""
    return _questions(day, law_version())


def read_wordings(upload: UploadedFile, day: date) -> dict[str, str]:
    """Wordings by code of the question. Raises `RefusedError`; `WrongWordingsError` names every wrong row."""
    if (upload.size or 0) > LIMIT:
        raise RefusedError(
            _("Tệp quá lớn: chỉ nhận đến 1 MB."), remedy=_("Dùng tệp mẫu, chỉ điền cột Lời hỏi."), field="file"
        )
    rows, known = _rows(upload), questions(day)
    faults, found = list[WordingFault](), dict[str, _Row]()
    for row in rows:
        wrong = _wrong(row, known, found)
        if wrong:
            faults.append(WordingFault(row.number, row.code, *wrong))
        elif row.words:
            found[row.code] = row
    if faults:
        raise WrongWordingsError(faults)
    if not found:
        raise RefusedError(
            _("Tệp chưa có lời hỏi nào."), remedy=_("Điền cột Lời hỏi rồi nạp lại."), field="file", code="empty"
        )
    return {code: row.words for code, row in found.items()}


def template(day: date) -> bytes:
    """The workbook to fill: code and Vietnamese words of every question, the wording left empty."""
    root = Path(settings.DATA_ROOT) / "scratch"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    asked = questions(day)
    with tempfile.TemporaryDirectory(dir=root) as room:
        path = Path(room) / "loi-hoi.xlsx"
        with new_workbook(path) as out:
            text = out.add_format({"font_name": FONT, "font_size": 12, "num_format": "@", "text_wrap": True})
            head = out.add_format({"font_name": FONT, "font_size": 12, "bold": True, "border": 1})
            sheet = out.add_worksheet(HEADINGS[2])
            sheet.freeze_panes(1, 0)
            for at, width in enumerate(_WIDTHS):
                sheet.set_column(at, at, width, text)
                sheet.write_string(0, at, HEADINGS[at], head)
            for at, (code, words) in enumerate(asked.items(), 1):
                sheet.write_string(at, 0, code, text)
                sheet.write_string(at, 1, words, text)
            frame_cells(sheet, 1, len(asked), len(HEADINGS), out.add_format({"border": 1}))
        return path.read_bytes()


@lru_cache(maxsize=4)
def _questions(day: date, _law: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for standard_id in (*offered(Purpose.OFFICIAL, day), *offered(Purpose.TRAINING, day)):
        tables = [key for key, table in book().point_tables.items() if table.standard_id == standard_id]
        for table_id in tables or (None,):
            sheet = Sheet([Scored(standard_id, Route.ANSWERS, make_pack(book(), standard_id, table_id), first=True)])
            for question in (*sheet.household, *sheet.members):
                found.setdefault(question.item.code, question.item.label.vi)
    return found


def _wrong(row: _Row, known: Mapping[str, str], found: Mapping[str, _Row]) -> tuple[str, str] | None:
    """What is wrong in a row, and what to do; None for a row that may be loaded or that is left empty."""
    if row.broken:
        return _("Ô công thức không có giá trị."), _("Ghi thẳng chữ vào ô.")
    if not row.code:
        return _("Có lời hỏi mà không có mã câu hỏi."), _("Chép mã từ tệp mẫu, hoặc xóa dòng.")
    if row.code not in known:
        return _("Không có câu hỏi nào mang mã “%(code)s”.") % {"code": row.code}, _("Chép lại mã từ tệp mẫu.")
    if row.code in found and row.words:
        said = _("Mã này đã có ở dòng %(row)s.") % {"row": found[row.code].number}
        return said, _("Giữ một dòng, xóa dòng kia.")
    if len(row.words) > LONGEST:
        said = _("Lời hỏi dài %(count)s ký tự, chỉ nhận đến %(most)s.") % {"count": len(row.words), "most": LONGEST}
        return said, _("Viết ngắn lại.")
    return None


def _rows(upload: UploadedFile) -> list[_Row]:
    """The rows of a workbook, a CSV or a JSON object that hold something, with the numbers that people see."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / (Path(upload.name or "").name or "loi-hoi")
        with path.open("wb") as target:
            target.writelines(upload.chunks())
        if path.read_bytes()[:100].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            return _of_json(path.read_bytes())
        media_type_of(path, Accepts.TABLE)
        try:
            with Source(path) as source:
                found = [rows for title in source.titles if (rows := _of_sheet(source, title)) is not None]
        except FaultsFoundError as refused:
            fault = refused.faults[0]
            said, remedy = (fault.en, fault.remedy_en) if english() else (fault.vi, fault.remedy_vi)
            raise RefusedError(f"{said}.", remedy=f"{remedy}.", field="file", code=fault.rule) from refused
    if len(found) != 1:
        raise RefusedError(
            _("Tệp không có dòng tiêu đề “Mã câu hỏi” và “Lời hỏi”.") if not found
            else _("Nhiều trang tính có tiêu đề “Mã câu hỏi” và “Lời hỏi”."),
            remedy=_("Dùng tệp mẫu ở trang này, giữ nguyên dòng tiêu đề, một trang tính."),
            field="file", code="heading",
        )  # fmt: skip
    return found[0]


def _of_sheet(source: Source, title: str) -> list[_Row] | None:
    """The rows below the heading; None for a sheet without one."""
    sheet = source.sheet(title)
    heads = [[fold(clean(cell_text(cell) or "")) for cell in row] for row in sheet.cells[:_HEAD_ROWS]]
    at = next((at for at, head in enumerate(heads) if _CODE in head and _WORDS in head), None)
    if at is None:
        return None
    code_at, words_at = heads[at].index(_CODE), heads[at].index(_WORDS)
    faulty = {(row, letter) for row, letter, *_rest in (*sheet.scan.empty_formulas, *sheet.scan.errors)}
    letters = (column_letter(code_at), column_letter(words_at))
    return [
        row for row in (
            _Row(number, _text(cells, code_at), _text(cells, words_at), any((number, one) in faulty for one in letters))
            for number, cells in enumerate(sheet.cells[at + 1 :], at + 2)
        ) if row.code or row.words or row.broken
    ]  # fmt: skip


def _of_json(content: bytes) -> list[_Row]:
    try:
        told = json.loads(content.decode("utf-8-sig"), object_pairs_hook=list)
    except ValueError:
        raise RefusedError(
            _("Tệp JSON bị hỏng hoặc không phải UTF-8."), remedy=_("Dùng tệp mẫu ở trang này."), field="file"
        ) from None
    return list(_numbered(told))


def _numbered(pairs: Iterable[tuple[str, object]]) -> Iterator[_Row]:
    for number, (code, words) in enumerate(pairs, 1):
        yield _Row(number, clean(code), clean(words) if isinstance(words, str) else "", not isinstance(words, str))


def _text(cells: Sequence[object], at: int) -> str:
    return clean(cell_text(cells[at]) or "") if at < len(cells) else ""  # type: ignore[arg-type]  # cells as read
