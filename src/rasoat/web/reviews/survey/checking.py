"""What is wrong in a filled form, and where its ticks disagree with its facts, by `rasoat.survey`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.columns import DTYPES
from rasoat.survey.contradictions import contradictions
from rasoat.survey.dataset import Dataset
from rasoat.survey.questionnaire import Item
from rasoat.survey.validation import validate
from rasoat.web.register.models import Household, Member
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.answers import Answers, household_row, member_rows
from rasoat.web.reviews.survey.sheet import Scored, Sheet


@dataclass(frozen=True, slots=True)
class Checked:
    """`wrong`: faults of the form itself, it cannot be locked; `notes`: contradictions, and gaps of the register."""

    wrong: Sequence[Fault]
    notes: Sequence[Fault]

    def kept(self) -> list[dict[str, str]]:
        """The notes as a submission keeps them: without values, which may be facts of health."""
        return [{"rule": one.rule, "column": one.place.column, "vi": one.vi, "en": one.en} for one in self.notes]


def check_form(
    sheet: Sheet, case: Case, home: Household, people: Sequence[Member], answers: Answers, on: date
) -> Checked:
    """Check a form under every standard that it answers. Ages count on `on`, the day of the survey."""
    wrong: dict[tuple[str, str, str], Fault] = {}
    notes: dict[tuple[str, str, str], Fault] = {}
    members = member_rows(people, answers, case)
    asked = {question.item.code for question in (*sheet.household, *sheet.members)}
    for scored in sheet.standards:
        data = _dataset(scored, household_row(case, home, answers, scored), members)
        faults = [
            *validate(data, scored.questionnaire, review_date=on),
            *contradictions(data, scored.pack.standard, on),
        ]
        for fault in faults:
            blocks = fault.severity == Severity.ERROR and _code(fault) in asked
            kept = wrong if blocks else notes
            kept.setdefault((fault.rule, fault.place.column, fault.vi), fault)
    return Checked(tuple(wrong.values()), tuple(notes.values()))


def _code(fault: Fault) -> str:
    """The question that a fault names: its heading is `wording (code)`."""
    return fault.place.column.rpartition("(")[2].removesuffix(")")


def _dataset(scored: Scored, row: Mapping[str, Any], members: Sequence[Mapping[str, Any]]) -> Dataset:
    questionnaire = scored.questionnaire
    return Dataset(
        frame([row], questionnaire.household), frame(members, questionnaire.member), source="",
    )  # fmt: skip


def frame(rows: Sequence[Mapping[str, Any]], items: Sequence[Item]) -> pl.DataFrame:
    """Rows as a typed table: a column for each item that any row speaks of."""
    known = {item.code: DTYPES[item.type] for item in items}
    names = [code for code in known if any(code in row for row in rows)]
    return pl.DataFrame(
        {name: pl.Series(name, [row.get(name) for row in rows], dtype=known[name](), strict=False) for name in names}
    )
