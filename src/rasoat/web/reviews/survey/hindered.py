"""What stands before the lock of a saved form, told at once: unanswered and wrong answers, then contradictions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.scoring.explanation import Explanation
from rasoat.web.register.happening import living_members
from rasoat.web.register.models import Member
from rasoat.web.reviews.models import Case
from rasoat.web.reviews.survey.answers import Answers, answers_of
from rasoat.web.reviews.survey.checking import check_form, wording
from rasoat.web.reviews.survey.fields import label_of
from rasoat.web.reviews.survey.scoring import explained
from rasoat.web.reviews.survey.sheet import REGION, TOTAL, Scored, Sheet, sheet_of
from rasoat.web.reviews.survey.writing import standing_form
from rasoat.web.rounds.law import english

WAITS = "surveyed"


@dataclass(frozen=True, slots=True)
class Pointed:
    """One thing to mend. `name`: the field of the form, empty for none; `label`: the words of its question."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Hindered:
    """`wrong`: the form cannot be locked with these; `contradictions`: it can, when somebody says so."""

    wrong: Sequence[Pointed] = ()
    contradictions: Sequence[Pointed] = ()

    @property
    def any(self) -> bool:
        """Whether anything stands before the lock."""
        return bool(self.wrong or self.contradictions)


def hindered(case: Case) -> Hindered:
    """What the standing form of a case that is not locked lacks; nothing for other cases."""
    form = standing_form(case) if case.state == WAITS else None
    if form is None:
        return Hindered()
    sheet, answers, people = sheet_of(case.round), answers_of(form), living_members(case.household)
    checked = check_form(sheet, case, case.household, people, answers, form.happened_on)
    wrong = {one.name or one.text: one for one in _unanswered(sheet, case, answers, people, form.happened_on)}
    labels = _labels(sheet, people)
    for fault in checked.wrong:
        one = _pointed(fault, checked.fields.get(fault, ""), labels)
        wrong.setdefault(one.name or one.text, one)
    notes = [_pointed(fault, checked.fields[fault], labels) for fault in checked.contradictions]
    return Hindered(list(wrong.values()), notes)


def _labels(sheet: Sheet, people: Sequence[Member]) -> dict[str, str]:
    """The words of the questions by field, as the form has them; those of members with the name."""
    told = {f"q-{key}": label_of(question) for key, question in sheet.by_key.items()}
    for person in people:
        for question in sheet.members:
            told[f"m{person.number}-{question.key}"] = f"{person.full_name}: {label_of(question)}"
    return told


def _pointed(fault: Fault, name: str, labels: Mapping[str, str]) -> Pointed:
    said = fault.en if english() else f"{fault.vi} ({fault.value})" if fault.value else fault.vi
    return Pointed(name, labels.get(name) or wording(fault), said)


def _unanswered(sheet: Sheet, case: Case, answers: Answers, people: Sequence[Member], on: date) -> Iterator[Pointed]:
    """Questions without which no standard of the form gives a class, in the order of the form."""
    wanted: set[str] = set()
    for scored in sheet.standards:
        if scored.blocked:
            continue
        try:
            told = explained(scored, case, answers, people, on)
        except FaultsFoundError as refused:
            if any(fault.place.column == REGION for fault in refused.faults):
                yield Pointed(REGION, _("Vùng của bảng điểm"), _("Chưa trả lời."))
            wanted |= {question.key for question in sheet.household if question.own == scored.standard_id}
        else:
            wanted |= {scored.key(code) for code in _open(scored, told)}
    for question in sheet.household:
        if question.key in wanted and answers.household.get(question.key) is None:
            yield Pointed(f"q-{question.key}", label_of(question), _("Chưa trả lời."))


def _open(scored: Scored, told: Explanation) -> Iterator[str]:
    """Codes of questions that the points and the ticks still wait for."""
    columns = {item.code: item.columns() for item in scored.pack.point_table.items} if scored.pack.point_table else {}
    yield from (code for line in told.points if line.points is None for code in columns[line.item])
    yield from (line.indicator for line in told.deprivations if line.deprived is None)
    if told.income is None and not told.points:
        yield TOTAL
