"""What is wrong in a filled form, and where its ticks disagree with its facts, by `rasoat.survey`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.columns import DTYPES
from rasoat.survey.contradictions import contradictions
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import SOURCE_ROW
from rasoat.survey.questionnaire import Item
from rasoat.survey.validation import validate
from rasoat.web.register.models import Household, Member
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.answers import Answers, household_row, member_rows
from rasoat.web.reviews.survey.sheet import REGION, Scored, Sheet


@dataclass(frozen=True, slots=True)
class Checked:
    """`wrong`: faults of the form itself, it cannot be locked; `notes`: contradictions, and gaps of the register.

    `fields`: the field of the form that a fault speaks of; faults of what the form does not ask have none.
    """

    wrong: Sequence[Fault]
    notes: Sequence[Fault]
    fields: Mapping[Fault, str] = field(default_factory=dict)

    @property
    def contradictions(self) -> list[Fault]:
        """Notes about answers of this form that cannot hold together."""
        return [one for one in self.notes if one.severity == Severity.WARNING and self.fields.get(one)]

    def kept(self) -> list[dict[str, str]]:
        """The notes as a submission keeps them: without values, which may be facts of health."""
        found = {
            (one.rule, one.place.column, one.vi): {
                "rule": one.rule, "column": wording(one), "vi": one.vi, "en": one.en,
            }
            for one in self.notes
        }  # fmt: skip
        return list(found.values())


def check_form(
    sheet: Sheet, case: Case, home: Household, people: Sequence[Member], answers: Answers, on: date
) -> Checked:
    """Check a form under every standard that it answers. Ages count on `on`, the day of the survey."""
    wrong: dict[tuple[str, str, str, int | None], Fault] = {}
    notes: dict[tuple[str, str, str, int | None], Fault] = {}
    fields: dict[Fault, str] = {}
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
            told = kept.setdefault((fault.rule, fault.place.column, fault.vi, fault.place.row), fault)
            fields.setdefault(told, field_of(sheet, scored, _code(fault), fault.place.row))
    return Checked(tuple(wrong.values()), tuple(notes.values()), fields)


def field_of(sheet: Sheet, scored: Scored, code: str, member: int | None = None) -> str:
    """The field of the form that asks a question of a standard; empty when none does."""
    if code == REGION:
        return REGION
    if member is not None and any(question.key == code for question in sheet.members):
        return f"m{member}-{code}"
    return next((f"q-{key}" for key in (scored.key(code), code) if key in sheet.by_key), "")


def wording(fault: Fault) -> str:
    """The wording of the question that a fault names, without its code, which stands on no paper."""
    return fault.place.column.removesuffix(f"({_code(fault)})").rstrip()


def _code(fault: Fault) -> str:
    """The question that a fault names: its heading is `wording (code)`."""
    return fault.place.column.rpartition("(")[2].removesuffix(")")


def _dataset(scored: Scored, row: Mapping[str, Any], members: Sequence[Mapping[str, Any]]) -> Dataset:
    questionnaire = scored.questionnaire
    people = frame(members, questionnaire.member)
    if members:
        people = people.with_columns(pl.Series(SOURCE_ROW, [one["member_no"] for one in members], dtype=pl.Int64))
    return Dataset(frame([row], questionnaire.household), people, source="")


def frame(rows: Sequence[Mapping[str, Any]], items: Sequence[Item]) -> pl.DataFrame:
    """Rows as a typed table: a column for each item that any row speaks of."""
    known = {item.code: DTYPES[item.type] for item in items}
    names = [code for code in known if any(code in row for row in rows)]
    return pl.DataFrame(
        {name: pl.Series(name, [row.get(name) for row in rows], dtype=known[name](), strict=False) for name in names}
    )
