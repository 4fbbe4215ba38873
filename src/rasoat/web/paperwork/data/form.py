"""The survey form of a household, out of the round's law packs: boxes to tick, boxes for digits, codes for keying."""

from collections.abc import Iterable, Sequence
from typing import Any

from rasoat.survey.columns import Kind
from rasoat.web.paperwork.data.commune import round_data
from rasoat.web.paperwork.data.village import opening_words
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import label_of, standard_name
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.codes import case_code
from rasoat.web.reviews.survey.sheet import Question, Sheet, sheet_of

Data = dict[str, Any]
PER_TABLE = 6
"""Members beside each other in one table."""

_SEX = {1: "nam", 2: "nữ"}


def form_data(subject: Subject) -> Data:
    """One form, with what the register knows of the household and its members: names, relation, sex, year of birth."""
    case: Case = subject.record
    sheet = sheet_of(case.round)
    people = case.household.members.filter(left_on__isnull=True).order_by("number")
    return form_of(case, sheet, [_person(one) for one in people])


def form_of(case: Case, sheet: Sheet, people: Sequence[Data]) -> Data:
    """The form of a case whose members are known."""
    standards = [each.standard_id for each in case.round.standards.all()]
    return {
        **round_data(case.round), "village": case.village.full_name if case.village else "", "number": case.number,
        "head_name": case.head_name, "members": case.member_count, "code": case_code(case.pk),
        "opening": opening_words(case, standards), **questions_of(sheet), "groups": groups_of(people),
    }  # fmt: skip


def questions_of(sheet: Sheet) -> Data:
    """The questions in parts: facts of the household, then what each standard asks; those about each member apart."""
    common = [each for each in sheet.household if not each.own]
    parts = [{"title": "HỘ GIA ĐÌNH", "questions": _numbered(common)}] if common else []
    for standard in sheet.standards:
        own = [each for each in sheet.household if each.own == standard.standard_id]
        if own:
            parts.append({"title": standard_name(standard.standard_id).upper(), "questions": _numbered(own)})
    return {"parts": parts, "member_questions": _numbered(sheet.members)}


def _numbered(questions: Iterable[Question]) -> list[Data]:
    return [_question(number, each) for number, each in enumerate(questions, 1)]


def _question(number: int, question: Question) -> Data:
    item = question.item
    options: list[str] = []
    if question.yes_no:
        options = ["1 Có", "0 Không"]
    elif question.choices is not None:
        by_value = item.type is Kind.INT
        options = [
            f"{one.code if by_value else at} {one.name.vi}" for at, one in enumerate(question.choices.choices, 1)
        ]
    digits = 0 if options else 8 if item.type is Kind.DATE else len(str(item.max)) if item.max else 4
    return {
        "number": number, "label": item.label.vi, "options": options, "digits": list(range(min(digits, 8))),
        "unit": item.written.unit if item.written else "",
    }  # fmt: skip


def _person(one: Any) -> Data:
    relation = label_of("relation", one.relation) if one.relation else ""
    facts = [relation, _SEX.get(one.sex or 0, ""), str(one.birth_year or "")]
    return {"number": one.number, "name": one.full_name, "facts": "; ".join(filter(None, facts))}


def groups_of(people: Sequence[Data]) -> list[Data]:
    """Members by sixes; places left over stay blank for people who are not in the register yet."""
    rows = list(people)
    while not rows or len(rows) % PER_TABLE:
        rows.append({"number": len(rows) + 1, "name": "", "facts": ""})
    return [{"people": rows[at : at + PER_TABLE]} for at in range(0, len(rows), PER_TABLE)]
