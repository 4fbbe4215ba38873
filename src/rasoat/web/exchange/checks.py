"""Checks that only the register needs, besides those of the survey."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import polars as pl

from rasoat.law.faults import Fault, Place, Severity
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import ALL, TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.mapping.heading_words import field_label

OLDEST = 130
"""Years: nobody is older."""

_BIRTH = Words(
    "birth-year-impossible",
    "năm sinh không thể có",
    "an impossible year of birth",
    "sửa năm sinh theo giấy tờ, hoặc để trống nếu chưa rõ",
    "mend the year by the person's papers, or leave it empty",
)


def register_faults(data: Dataset, on: date) -> Iterator[Fault]:
    """Births after the day of the list, or longer ago than anybody lives."""
    if "birth_year" not in data.members.columns:
        return
    source = TableSource(
        data.source, headings={"birth_date": _heading(data)}, letters=data.letters, listed=ALL,
    )  # fmt: skip
    wrong = (pl.col("birth_year") > on.year) | (pl.col("birth_year") < on.year - OLDEST)
    found = data.members.filter(wrong).with_columns(pl.col("birth_year").cast(pl.String).alias("birth_date"))
    yield from _BIRTH.faults(found, "birth_date", source)


def indicators_told_once(faults: Iterable[Fault], data: Dataset, ticks: Sequence[str]) -> Iterator[Fault]:
    """Faults, those of households without any indicator in words of their own.

    One warning a household, at its row and at no column; a file that tells no indicator at all gets a single one.
    """
    there = [code for code in ticks if code in data.households.columns]
    silent = data.households.filter(pl.all_horizontal(pl.lit(value=True), *(pl.col(code).is_null() for code in there)))
    codes = set(silent["household_id"].drop_nulls())
    nobody_told = silent.height == data.households.height
    told = False
    for fault in faults:
        if fault.rule != "ticks-missing" or fault.place.household_id not in codes:
            yield fault
        elif not nobody_told:
            yield replace(fault, place=replace(fault.place, column="", cell=""), **_NO_INDICATORS)
        elif not told:
            told = True
            yield Fault(fault.rule, place=Place(file=data.source), **_NO_INDICATORS)


_NO_INDICATORS: Final[dict[str, Any]] = {
    "vi": "chưa ghi chỉ số thiếu hụt nào (và không có điểm B): hộ vẫn vào sổ",
    "en": "no indicator of deprivation is told (nor score B): the household is let in all the same",
    "remedy_vi": "không cần sửa nếu tệp chỉ là danh sách; chỉ số được ghi khi rà soát",
    "remedy_en": "nothing to do when the file is only a list; indicators are written at the review",
    "value": "",
    "severity": Severity.WARNING,
}


def _heading(data: Dataset) -> str:
    letters = {marks["birth_date"] for marks in data.letters.values() if "birth_date" in marks}
    name = field_label("birth_date")
    return f"{next(iter(letters))} ({name})" if len(letters) == 1 else name
