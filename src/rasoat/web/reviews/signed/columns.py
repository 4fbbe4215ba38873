"""Which columns a signed list has, by the headings that offices write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rasoat.survey.mapping.headings import match_heading
from rasoat.survey.sheets import column_letter
from rasoat.survey.text import fold

CODE, HEAD, BIRTH, VILLAGE = "household_id", "head_name", "birth_date", "village"
CLASS, INCOME, DEPRIVATION, REASON = "class", "income_score", "deprivation_score", "reason"
FIELDS = (CODE, HEAD, BIRTH, VILLAGE, CLASS, INCOME, DEPRIVATION, REASON)
_ALSO: Mapping[str, str] = {
    "ly do": REASON, "ho va ten": HEAD, "ho ten": HEAD, "tong diem a": INCOME, "tong diem b": DEPRIVATION,
    "ket qua": CLASS, "loai ho theo danh sach": CLASS,
}  # fmt: skip
"""Short headings that mean a household in such a list, where they might mean a person elsewhere."""
_LIKE = 88
_OPENING = ("dau ky", "dau dot", "dau nam", "truoc ra soat", "nam truoc", "hien tai")
"""A class of another day is no result."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column, counted from 0. `mark`: the class that an x in it means; empty where the class is written out."""

    at: int
    field: str
    heading: str
    mark: str = ""

    @property
    def letter(self) -> str:
        """The letters over the column."""
        return column_letter(self.at)

    @property
    def words(self) -> str:
        """Heading and letters, as people find the column."""
        return f"{self.letter} ({self.heading})"


def columns_of(headings: Sequence[Sequence[str]]) -> list[Column]:
    """The columns that are understood; `headings`: of each column from top to bottom."""
    found = []
    for at, parts in enumerate(headings):
        field, mark = _meaning(parts)
        if field:
            found.append(Column(at, field, " / ".join(part for part in parts if part), mark))
    return found


def doubled(columns: Sequence[Column]) -> list[Column]:
    """The columns that say the same thing twice: nobody knows which one counts."""
    seen: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        seen.setdefault((column.field, column.mark), []).append(column)
    both = [column for column in columns if column.field == CLASS]
    if any(column.mark for column in both) and any(not column.mark for column in both):
        return both
    return next((several for several in seen.values() if len(several) > 1), [])


def lacking(columns: Sequence[Column]) -> list[str]:
    """The headings that are missing, in words; none for a list that can be read."""
    known = {column.field for column in columns}
    found = [] if CLASS in known else [_("Loại hộ")]
    return found if known & {CODE, HEAD} else [*found, _("Mã hộ (hoặc Họ tên chủ hộ, Năm sinh, Thôn)")]


def _meaning(parts: Sequence[str]) -> tuple[str, str]:
    said = [fold(part) for part in parts if part]
    if not said or any(word in part for part in said for word in _OPENING):
        return "", ""
    if said[-1] in _ALSO:
        return _ALSO[said[-1]], ""
    best = next((one for one in match_heading(parts) if one.target.field in FIELDS and one.likeness >= _LIKE), None)
    if best is None or (best.target.mark and best.target.field != CLASS):
        return "", ""
    return best.target.field, best.target.mark
