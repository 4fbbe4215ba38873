"""Checks that only the register needs, besides those of the survey."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from rasoat.law.faults import Fault
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


def _heading(data: Dataset) -> str:
    letters = {marks["birth_date"] for marks in data.letters.values() if "birth_date" in marks}
    name = field_label("birth_date")
    return f"{next(iter(letters))} ({name})" if len(letters) == 1 else name
