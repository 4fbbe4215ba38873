"""Checks of persons: structure and doubles of personal numbers, year against date of birth, members listed at all."""

from collections.abc import Iterator

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.fault_list import TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.keys import KEY
from rasoat.survey.personal_id import STRUCTURE_MARK, IdFinding, finding_expr

_NOTE_VI = f" (cấu trúc số: {STRUCTURE_MARK.label_vi})"
_ID_TEXT = {
    IdFinding.NOT_DIGITS: ("số định danh có ký tự không phải chữ số", "the personal number holds other than digits"),
    IdFinding.LENGTH: ("số định danh không đủ 12 chữ số", "the personal number has not 12 digits"),
    IdFinding.LOST_ZERO: (
        "số định danh thiếu chữ số, có thể mất số 0 ở đầu do định dạng ô",
        "the personal number lacks digits; perhaps zeros at its start were lost by the format of the cell",
    ),
    IdFinding.SEX: ("số định danh không khớp giới tính", "the personal number does not fit the sex"),
    IdFinding.YEAR: ("số định danh không khớp năm sinh", "the personal number does not fit the year of birth"),
}
_DUPLICATE = Words(
    "personal-id-twice",
    "số định danh xuất hiện ở nhiều người",
    "the personal number stands with several people",
    "đối chiếu giấy tờ của những người này; giữ lại số đúng",
    "compare the papers of these people and keep the right number",
    Severity.WARNING,
)
_YEAR_DIFFERS = Words(
    "birth-year-differs",
    "năm sinh khác năm trong ngày sinh",
    "the year of birth differs from the date of birth",
    "sửa ngày sinh hoặc năm sinh theo giấy tờ",
    "mend the date or the year by the papers",
)
_NOT_LISTED = Words(
    "members-not-listed",
    "hộ không có thành viên nào trong danh sách thành viên",
    "no member of the household is listed",
    "ghi các thành viên của hộ",
    "list the members of the household",
    Severity.WARNING,
)


def check_people(households: pl.DataFrame, members: pl.DataFrame, source: TableSource) -> Iterator[Fault]:
    """Faults of persons. Numbers are only ever questioned (warnings), never repaired."""
    if members.is_empty():
        return
    if "personal_id" in members.columns:
        yield from _numbers(members, source)
    if {"birth_date", "birth_year"} <= set(members.columns) and members["birth_date"].dtype == pl.Date:
        yield from _YEAR_DIFFERS.faults(
            members.filter(pl.col("birth_date").dt.year() != pl.col("birth_year")), "birth_year", source
        )
    empty = households.join(members.select(KEY).unique(), on=KEY, how="anti", maintain_order="left")
    yield from _NOT_LISTED.faults(empty, KEY, source)


def _numbers(members: pl.DataFrame, source: TableSource) -> Iterator[Fault]:
    absent = [name for name in ("sex", "birth_year") if name not in members.columns]
    whole = members.with_columns(pl.lit(None, pl.Int64).alias(name) for name in absent)
    odd = whole.with_columns(finding_expr().alias("_odd")).filter(pl.col("_odd").list.len() > 0)
    for finding, (vi, en) in _ID_TEXT.items():
        words = Words(
            str(finding),
            vi + _NOTE_VI,
            en,
            "đối chiếu với thẻ căn cước; không tự thêm số, không sửa mã tỉnh cũ",
            "compare with the card; do not add digits or change old place codes",
            Severity.WARNING,
        )
        yield from words.faults(odd.filter(pl.col("_odd").list.contains(str(finding))), "personal_id", source)
    known = members.filter(pl.col("personal_id").is_not_null())
    yield from _DUPLICATE.faults(
        known.filter(pl.col("personal_id").is_duplicated()).sort("personal_id", maintain_order=True),
        "personal_id",
        source,
    )
