"""The answers of a form: sealed, opened, and laid out for the libraries that check and score them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasoat.web.register.models import Household, Member
from rasoat.web.reviews.models import Case, Submission
from rasoat.web.reviews.survey.sheet import Scored, Sheet
from rasoat.web.vault.canonical import canonical, plain_value
from rasoat.web.vault.sealing import digest, seal, unseal


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by the names of the questions. Members have `member_no` besides. None: not answered."""

    household: Mapping[str, Any] = field(default_factory=dict)
    members: Sequence[Mapping[str, Any]] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON keeps them, unanswered questions left out."""
        told = {key: value for key, value in self.household.items() if value is not None}
        people = [{key: value for key, value in one.items() if value is not None} for one in self.members]
        kept: dict[str, Any] = plain_value({"household": told, "members": people})
        return kept


def sealed_answers(submission: Submission, answers: Answers) -> bytes:
    """The answers, sealed to the submission."""
    return seal(canonical(answers.plain()), bound_to=submission.seal_bond("sealed"))


def answers_of(submission: Submission) -> Answers:
    """The answers in the clear. Raises what `unseal` raises."""
    told = json.loads(unseal(submission.sealed, bound_to=submission.seal_bond("sealed")))
    return Answers(told.get("household", {}), told.get("members", ()))


def likeness(answers: Answers) -> str:
    """A keyed digest of what the household said, the same for forms that are copies of each other."""
    return digest(answers.plain()["household"]).hex()


def household_row(case: Case, home: Household, answers: Answers, scored: Scored) -> dict[str, Any]:
    """The household as one standard reads it: what the register says, then the answers, under plain names."""
    told = {key: value for key, value in answers.household.items() if "@" not in key}
    if not scored.first:
        mine = {item.code for item in scored.questionnaire.household if item.section in {"indicators", "points"}}
        told = {key: value for key, value in told.items() if key not in mine | {"income_score"}}
        end = f"@{scored.standard_id}"
        told |= {key.removesuffix(end): value for key, value in answers.household.items() if key.endswith(end)}
    asked = {item.code for item in scored.questionnaire.household if item.section in {"indicators", "points"}}
    if scored.route == "total":
        asked.add("income_score")
    blank = dict.fromkeys(asked)
    return {
        "household_id": str(case.pk), "area": case.area, "region_code": home.region_code or None,
        "head_name": home.head_name, "household_size": home.member_count or None, "ethnicity": home.ethnicity or None,
        "flag_minority": home.flag_minority, "flag_no_labour": home.flag_no_labour, "flag_merit": home.flag_merit,
        "female_head": home.female_head, **blank, **told,
    }  # fmt: skip


def member_rows(people: Sequence[Member], answers: Answers, case: Case) -> list[dict[str, Any]]:
    """Members as the libraries read them: what the register says, then the answers."""
    told = {one.get("member_no"): one for one in answers.members}
    return [
        {
            "household_id": str(case.pk), "member_no": row.number, "full_name": row.full_name,
            "relation": row.relation or None, "sex": row.sex, "birth_date": row.birth_date,
            "birth_year": row.birth_year, "ethnicity": row.ethnicity or None, **known_facts(row),
            **_typed(told.get(row.number, {})),
        }
        for row in people
    ]  # fmt: skip


def known_facts(row: Member) -> dict[str, Any]:
    """What the register knows of a member's answers."""
    return {
        "activity": row.activity or None, "has_health_insurance": row.has_health_insurance,
        "education_level": row.education_level or None, "attends_school": row.attends_school,
        "school_level": row.school_level or None, "gets_social_allowance": row.gets_social_allowance,
        **_typed(row.facts),
    }  # fmt: skip


def known_answers(sheet: Sheet, values: Mapping[str, Any]) -> dict[str, Any]:
    """Out of older answers those that fit questions of this form, for a first filling in. Never ticks nor points."""
    return {
        question.key: values[question.key]
        for question in sheet.household
        if not question.own and question.key != "causes" and values.get(question.key) is not None
    }


def _typed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Days come back from JSON as text."""
    return {
        key: date.fromisoformat(value) if key.endswith("_on") and isinstance(value, str) else value
        for key, value in facts.items()
    }
