"""Read a signed list: every row with its cells, whatever sheet and column they stand in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.mapping.head_rows import find_head
from rasoat.survey.mapping.marks import is_mark
from rasoat.survey.mapping.source import Sheet, Source, in_unicode
from rasoat.survey.sheets import Cell, cell_text
from rasoat.survey.text import clean, fold
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.signed.columns import CLASS, CODE, FIELDS, HEAD, Column, columns_of, doubled, lacking
from rasoat.web.rounds.law import english

MOST_ROWS = 20_000
_FOOT = ("tong cong", "tong so", "cong ")


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as written. `said`: text by field; `marked`: classes whose column holds something.

    `broken`: cells whose formula has no value or fails, by field.
    """

    sheet: str
    row: int
    columns: Mapping[str, Column]
    said: Mapping[str, str]
    marked: Sequence[tuple[Column, str]] = ()
    broken: Mapping[str, str] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        """The address of a field's cell (`D7`); the row alone where the list lacks the column."""
        return f"{self.columns[name].letter}{self.row}" if name in self.columns else _("dòng %(row)s") % {
            "row": self.row
        }  # fmt: skip


def read_list(path: Path, *, field_name: str = "file") -> list[ListRow]:
    """All rows of all sheets that are such a list. Raises `RefusedError` for a file that is none."""
    try:
        with Source(path) as source:
            rows = [row for title in source.titles for row in _rows(source, title, field_name)]
    except FaultsFoundError as refused:
        fault = refused.faults[0]
        said, remedy = (fault.en, fault.remedy_en) if english() else (fault.vi, fault.remedy_vi)
        raise RefusedError(_sentence(said), remedy=_sentence(remedy), field=field_name, code=fault.rule) from refused
    if not rows:
        raise RefusedError(
            _("Không thấy hộ nào trong tệp."),
            remedy=_("Dùng tệp mẫu ở trang này, hoặc ghi tiêu đề cột: Mã hộ, Họ tên chủ hộ, Loại hộ."),
            field=field_name, code="list-empty",
        )  # fmt: skip
    if len(rows) > MOST_ROWS:
        raise RefusedError(
            _("Tệp có %(rows)s dòng, nhiều hơn một xã có thể có.") % {"rows": len(rows)},
            remedy=_("Tách tệp theo xã."), field=field_name, code="list-too-long",
        )  # fmt: skip
    return rows


def _rows(source: Source, title: str, field_name: str) -> Iterator[ListRow]:
    sheet = source.sheet(title)
    cells = in_unicode(sheet.cells, source.encoding(title).encoding)
    head = find_head(cells, sheet.merges)
    columns = columns_of(head.headings) if head is not None else []
    if head is None or not {column.field for column in columns} & {CODE, HEAD, CLASS}:
        return
    _check(title, columns, field_name, alone=len(source.titles) == 1)
    if lacking(columns):
        return
    for number, row in enumerate(cells[head.first_row - 1 :], start=head.first_row):
        found = _row(title, number, row, columns, sheet)
        if found is not None:
            yield found


def _check(title: str, columns: Sequence[Column], field_name: str, *, alone: bool) -> None:
    twice = doubled(columns)
    if twice:
        raise RefusedError(
            _("Trang “%(sheet)s”: các cột %(columns)s cùng một nghĩa, không rõ cột nào đúng.")
            % {"sheet": title, "columns": ", ".join(column.words for column in twice)},
            remedy=_("Xóa hoặc đổi tên tiêu đề, giữ một cột."), field=field_name, code="column-twice",
        )  # fmt: skip
    missing = lacking(columns)
    if missing and (alone or any(column.field == CLASS for column in columns)):
        raise RefusedError(
            _("Trang “%(sheet)s” thiếu cột: %(columns)s.") % {"sheet": title, "columns": ", ".join(missing)},
            remedy=_("Thêm cột ấy, hoặc dùng tệp mẫu ở trang này."), field=field_name, code="column-missing",
        )  # fmt: skip


def _row(title: str, number: int, cells: Sequence[Cell], columns: Sequence[Column], sheet: Sheet) -> ListRow | None:
    texts = {column: clean(cell_text(cells[column.at]) or "") for column in columns if column.at < len(cells)}
    faulty = {(row, letter) for row, letter, *_rest in (*sheet.scan.empty_formulas, *sheet.scan.errors)}
    broken = {column.field: column.letter for column in columns if (number, column.letter) in faulty}
    if not any(texts.values()) and not broken:
        return None
    plain = {column.field: text for column, text in texts.items() if not column.mark}
    if not broken and not _names_household(plain) and not _answers(plain, texts):
        return None
    marked = [(column, text) for column, text in texts.items() if column.mark and text]
    by_field = {column.field: column for column in reversed(columns)}
    return ListRow(title, number, by_field, {name: plain.get(name, "") for name in FIELDS}, marked, broken)


def _names_household(plain: Mapping[str, str]) -> bool:
    """Whether a row speaks of a household; totals at the foot do not."""
    return bool(plain.get(CODE)) or bool(plain.get(HEAD) and not fold(plain[HEAD]).startswith(_FOOT))


def _answers(plain: Mapping[str, str], texts: Mapping[Column, str]) -> bool:
    """Whether a row without a household says a class all the same (totals at the foot do not)."""
    nameless = not plain.get(HEAD)
    return nameless and (bool(plain.get(CLASS)) or any(is_mark(text) for column, text in texts.items() if column.mark))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
