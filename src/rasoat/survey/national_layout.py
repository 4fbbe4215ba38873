"""The layout of the national list workbook: three sheets, columns by position, data from a fixed row.

Columns without a name are not known to us; what stands in them is carried through an import and an export unchanged.
The layout was read from a public importer, not from a circular.
"""

from dataclasses import dataclass, field
from typing import Final

from rasoat.law.marks import Mark
from rasoat.survey.sheets import column_letter
from rasoat.survey.text import fold

LAYOUT_MARK: Final = Mark.SECONDARY
LISTED, ESCAPED_POOR, ESCAPED_NEAR_POOR = "listed", "escaped_poor", "escaped_near_poor"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its key in `Dataset.carried`, title, tab, first data row, columns (name, heading) from A on.

    `required` maps a column to words of which its heading must hold one.
    """

    key: str
    tab: str
    title: str
    first_row: int
    columns: tuple[tuple[str, str], ...]
    required: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def positions(self) -> dict[str, int]:
        """Known column -> index from 0."""
        return {name: index for index, (name, _) in enumerate(self.columns) if name}

    @property
    def headings(self) -> dict[str, str]:
        """Known column -> `H (Số CCCD)`, as faults name it."""
        return {name: f"{column_letter(at)} ({self.columns[at][1]})" for name, at in self.positions.items()}

    @property
    def letter_of(self) -> dict[str, str]:
        """Known column -> the letter over it."""
        return {name: column_letter(at) for name, at in self.positions.items()}

    def letters(self, width: int) -> list[str]:
        """Names of all columns up to `width`: the known name, or the letter."""
        names = [name or column_letter(at) for at, (name, _) in enumerate(self.columns)]
        return [*names, *(column_letter(at) for at in range(len(names), width))]


_ID_WORDS = ("cccd", "dinh danh", "cmnd", "can cuoc")

SHEET_1 = Sheet(
    LISTED,
    "Hộ nghèo, hộ cận nghèo",
    "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT",
    8,
    (
        ("", "STT hộ"),
        ("", "STT thành viên"),
        ("head_name", "Họ tên chủ hộ"),
        ("full_name", "Họ tên thành viên"),
        ("relation", "Quan hệ với chủ hộ"),
        ("birth_date", "Ngày sinh"),
        ("sex", "Giới tính"),
        ("personal_id", "Số CCCD"),
        ("province", "Tỉnh"),
        ("district", "Huyện"),
        ("district_code", "Mã huyện"),
        ("commune", "Xã"),
        ("unit_code", "Mã xã"),
        ("village", "Thôn"),
        ("ethnicity", "Dân tộc"),
        ("class", "Phân loại hộ"),
        ("decision_no", "Số QĐ công nhận"),
        ("decision_date", "Ngày QĐ"),
        ("income_score", "B1"),
        ("deprivation_score", "B2"),
        ("flag_minority", "Hộ DTTS"),
        ("flag_no_labour", "Không có khả năng lao động"),
        ("flag_merit", "Có thành viên là người có công"),
        ("causes", "Nguyên nhân nghèo"),
        ("", ""),
        ("age", "Tuổi"),
        ("household_size", "Số nhân khẩu"),
    ),
    {"full_name": ("ten",), "personal_id": _ID_WORDS, "class": ("phan loai", "loai ho", "dien ho")},
)

_ESCAPED_COLUMNS = (
    ("", "STT"),
    ("is_head", "Chủ hộ"),
    ("full_name", "Họ tên"),
    ("relation", "Quan hệ với chủ hộ"),
    ("sex", "Giới tính"),
    ("birth_date", "Ngày sinh"),
    ("personal_id", "Số CCCD"),
    ("ethnicity", "Dân tộc"),
    ("address", "Địa chỉ"),
    ("income_score", "B1"),
    ("deprivation_score", "B2"),
    ("", ""),
    ("note", "Ghi chú"),
    ("", ""),
    ("age", "Tuổi"),
    ("household_size", "Số nhân khẩu"),
)
_ESCAPED_REQUIRED = {"full_name": ("ten",), "personal_id": _ID_WORDS}

SHEET_2 = Sheet(ESCAPED_POOR, "Hộ thoát nghèo", "DANH SÁCH HỘ THOÁT NGHÈO", 10, _ESCAPED_COLUMNS, _ESCAPED_REQUIRED)
SHEET_3 = Sheet(
    ESCAPED_NEAR_POOR,
    "Hộ thoát cận nghèo",
    "DANH SÁCH HỘ THOÁT CẬN NGHÈO",
    10,
    _ESCAPED_COLUMNS,
    _ESCAPED_REQUIRED,
)
SHEETS = (SHEET_1, SHEET_2, SHEET_3)
_LIST_TABS = {"DS1": SHEET_1, "DS2": SHEET_2, "DS3": SHEET_3}
"""Tabs of the lists among the official tables: the same columns and first rows."""


def sheet_of(title: str) -> Sheet | None:
    """Which sheet a title or a tab's name stands for, with or without accents; None when neither fits."""
    if title.strip().upper() in _LIST_TABS:
        return _LIST_TABS[title.strip().upper()]
    words = f" {fold(title)} "
    if "thoat can ngheo" in words:
        return SHEET_3
    if "thoat ngheo" in words:
        return SHEET_2
    return SHEET_1 if "ho ngheo" in words and "can nghe" in words else None
