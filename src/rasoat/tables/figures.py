"""Figures of every place, with the reason where one cannot be told, and how they are summed from households."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.tables.forms import Ref
from rasoat.tables.scope import PLACE

SUBJECT = "_subject"


@dataclass(frozen=True, slots=True)
class Figures:
    """`values[ref][row]` is the figure of that row's place; None where the inputs cannot tell."""

    values: dict[Ref, list[int | None]] = field(default_factory=dict)
    reasons: dict[Ref, str] = field(default_factory=dict)

    def get(self, ref: Ref, row: int) -> int | None:
        """One figure."""
        column = self.values.get(ref)
        return None if column is None else column[row]

    def why(self, ref: Ref) -> str:
        """Why the figure is blank somewhere; "" when it is known everywhere."""
        return self.reasons.get(ref, "" if ref in self.values else "chưa có số liệu")

    def add(self, other: "Figures") -> None:
        """Take over the figures of another source."""
        self.values.update(other.values)
        self.reasons.update(other.reasons)


@dataclass(frozen=True, slots=True)
class Measure:
    """A sum over households. `value` is added up; a household where it is null makes the place's figure unknown.

    `needs` are the columns it reads: when one was never asked, the whole figure is unknown. `what` names them together.
    """

    name: str
    unit: str
    value: pl.Expr
    needs: tuple[str, ...] = ()
    what: str = ""

    def missing(self, absent: Sequence[str]) -> str:
        """Why it is unknown when the input lacks these columns."""
        return f"dữ liệu hộ không có {self.what}" if self.what else no_column(absent)


def tally(
    frame: pl.DataFrame, measures: Sequence[Measure], subjects: Iterable[str], rows: int, *, total: bool
) -> Figures:
    """Sum measures by subject (column `_subject`) and place (column `_place`), once for all.

    Args:
        frame: one row per household, `_place` 0..rows-1.
        measures: what to add up.
        subjects: values of `_subject`; a place without households of a subject has the figure 0.
        rows: number of places.
        total: True when place 0 is the sum of all households; False when the frame holds its rows already.
    """
    figures = Figures()
    asked = [measure for measure in measures if set(measure.needs) <= set(frame.columns)]
    sums = frame.group_by(SUBJECT, PLACE).agg(
        *(measure.value.cast(pl.Int64).sum().alias(f"v{i}") for i, measure in enumerate(asked)),
        *(measure.value.is_null().sum().cast(pl.Int64).alias(f"n{i}") for i, measure in enumerate(asked)),
    )
    if total:
        whole = sums.group_by(SUBJECT).agg(pl.lit(0, pl.Int32).alias(PLACE), pl.all().exclude(PLACE).sum())
        sums = pl.concat([whole, sums.filter(pl.col(PLACE) > 0).select(whole.columns)])
    at = {(row[SUBJECT], row[PLACE]): row for row in sums.iter_rows(named=True)}
    for subject in subjects:
        found = [at.get((subject, place)) for place in range(rows)]
        for i, measure in enumerate(asked):
            ref = (subject, measure.name, measure.unit)
            figures.values[ref] = [0 if row is None else None if row[f"n{i}"] else row[f"v{i}"] for row in found]
            unknown = max((row[f"n{i}"] for row in found if row), default=0)
            if unknown:
                figures.reasons[ref] = f"{unknown} hộ chưa có {measure.what or label(measure.needs)}"
        for measure in measures:
            if absent := [name for name in measure.needs if name not in frame.columns]:
                ref = (subject, measure.name, measure.unit)
                figures.values[ref] = [None] * rows
                figures.reasons[ref] = measure.missing(absent)
    return figures


def no_column(absent: Sequence[str]) -> str:
    """The reason of a blank when household columns were never asked: they are named as the form words them."""
    named = " hoặc ".join(dict.fromkeys(f"“{heading(name)}”" for name in absent))
    return f"dữ liệu hộ không có cột {named}"


def label(columns: Sequence[str]) -> str:
    """Vietnamese names of household columns inside a sentence; never the names that the code has for them."""
    named = (_LABELS.get(name) or f"“{heading(name)}”" for name in columns)
    return " hoặc ".join(dict.fromkeys(named)) or "số liệu"


def heading(name: str) -> str:
    """The wording of a household column on the form, or of what is worked out from it."""
    return _wordings().get(name) or _LABELS.get(name, "").capitalize() or "số liệu khác"


@cache
def _wordings() -> dict[str, str]:
    return {item.code: item.label.vi for item in full_questionnaire().items("household")}


_LABELS = {
    "household_size": "số nhân khẩu", "flag_minority": "dấu hộ dân tộc thiểu số", "ethnicity": "dân tộc",
    "flag_local_minority": "dấu hộ dân tộc tại chỗ", "flag_no_labour": "dấu hộ không có khả năng lao động",
    "flag_merit": "dấu hộ có người có công", "female_head": "giới tính chủ hộ", "causes": "nguyên nhân nghèo",
    "average_living": "dấu hộ có mức sống trung bình", "supports": "chính sách hỗ trợ",
    "_start_size": "số nhân khẩu đầu kỳ", "_end_size": "số nhân khẩu cuối kỳ",
    "_earlier": "lịch sử các năm trước",
}  # fmt: skip
