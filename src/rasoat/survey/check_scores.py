"""Checks of ticks and typed scores: complete ticks, and totals that agree with them."""

from collections.abc import Iterator
from math import gcd

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.fault_list import TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.questionnaire import Questionnaire

_TOTALS = ("deprivation_score", "deprived_count")

_SOME_TICKS = Words(
    "ticks-missing",
    "mới đánh dấu một số chỉ số, còn thiếu chỉ số khác",
    "some indicators are ticked, others have no answer",
    "ghi 1 hoặc 0 (Có hoặc Không) cho mọi chỉ số",
    "answer every indicator with 1 or 0 (yes or no)",
)
_NO_TICKS = Words(
    "ticks-missing",
    "chưa có chỉ số thiếu hụt nào và cũng không có điểm B",
    "no indicator is answered and there is no score B",
    "ghi các chỉ số theo phiếu giấy, hoặc điểm B nếu chỉ có tổng điểm",
    "write the indicators of the paper form, or score B when only the total is known",
)
_TOTAL_ONLY = Words(
    "ticks-absent",
    "chỉ có tổng điểm B, không có từng chỉ số: không lập được báo cáo 4-7, 11 cho hộ này",
    "only the total of B is known: reports 4-7 and 11 cannot be made for this household",
    "bổ sung các chỉ số theo phiếu giấy",
    "add the indicators of the paper form",
    Severity.WARNING,
)


def check_scores(households: pl.DataFrame, questionnaire: Questionnaire, source: TableSource) -> Iterator[Fault]:
    """Faults between ticks, score B and the number of deprivations."""
    ticks = [code for code in questionnaire.ticks if code in households.columns]
    if not questionnaire.ticks:
        return
    answered = pl.sum_horizontal(pl.lit(0), *(pl.col(code).is_not_null() for code in ticks))
    totals = [name for name in _TOTALS if name in households.columns]
    has_total = pl.any_horizontal(pl.lit(value=False), *(pl.col(name).is_not_null() for name in totals))
    complete = answered == len(questionnaire.ticks)
    column = questionnaire.ticks[0]
    first_missing = _first_missing(questionnaire.ticks, ticks)
    for words, rows in (
        (_SOME_TICKS, (answered > 0) & ~complete),
        (_NO_TICKS, (answered == 0) & ~has_total),
        (_TOTAL_ONLY, (answered == 0) & has_total),
    ):
        yield from _by_column(words, households.filter(rows).with_columns(first_missing), column, source)
    whole = households.filter(complete)
    points = questionnaire.tick_points
    if set(points) == set(questionnaire.ticks):
        yield from _score_b(households, whole, questionnaire, source)
    if "deprived_count" in households.columns and len(ticks) == len(questionnaire.ticks):
        count = pl.sum_horizontal(pl.col(code).cast(pl.Int64) for code in ticks)
        words = _differs("count-ticks-differ", "số chỉ số thiếu hụt khác số chỉ số đã đánh dấu", "the number of ticks")
        yield from words.faults(whole.filter(pl.col("deprived_count") != count), "deprived_count", source)


def _score_b(
    households: pl.DataFrame, whole: pl.DataFrame, questionnaire: Questionnaire, source: TableSource
) -> Iterator[Fault]:
    if "deprivation_score" not in households.columns:
        return
    points = questionnaire.tick_points
    step = gcd(*points.values())
    words = _differs("score-not-multiple", f"điểm B phải là bội số của {step}", f"score B must be a multiple of {step}")
    odd = households.filter(pl.col("deprivation_score") % step != 0) if step > 1 else households.clear()
    yield from words.faults(odd, "deprivation_score", source)
    if set(points) <= set(households.columns):
        total = pl.sum_horizontal(pl.col(code).cast(pl.Int64) * value for code, value in points.items())
        words = _differs(
            "score-ticks-differ", "điểm B khác tổng điểm của các chỉ số đã đánh dấu", "the points of the ticks"
        )
        yield from words.faults(whole.filter(pl.col("deprivation_score") != total), "deprivation_score", source)


def _differs(rule: str, vi: str, en: str) -> Words:
    return Words(
        rule,
        vi,
        en if rule == "score-not-multiple" else f"the value differs from {en}",
        "đối chiếu phiếu giấy, sửa chỉ số hoặc tổng",
        "compare with the paper form; mend the ticks or the total",
    )


def _first_missing(codes: tuple[str, ...], present: list[str]) -> pl.Expr:
    """The code of the first indicator without an answer."""
    cases = [pl.when(pl.col(code).is_null()).then(pl.lit(code)) if code in present else pl.lit(code) for code in codes]
    return pl.coalesce(cases).alias("_missing")


def _by_column(words: Words, found: pl.DataFrame, column: str, source: TableSource) -> Iterator[Fault]:
    """Faults placed in the column of the first missing indicator."""
    if found.is_empty():
        return
    for (missing,), rows in found.group_by("_missing", maintain_order=True):
        yield from words.faults(rows.drop("_missing"), str(missing or column), source)
