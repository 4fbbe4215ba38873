"""What the page of a case shows of forms, points and classes: nothing before the form is locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.web.accounts.acting import Acting
from rasoat.web.register.happening import living_members
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.changing import shows_ways
from rasoat.web.reviews.models import Case, Result, Submission
from rasoat.web.reviews.state_graphs import RESULT
from rasoat.web.reviews.survey.answers import Answers, answers_of
from rasoat.web.reviews.survey.fields import label_of, words_of
from rasoat.web.reviews.survey.scoring import detail_of, explained, score_form
from rasoat.web.reviews.survey.sheet import Question, Sheet, sheet_of
from rasoat.web.reviews.survey.writing import standing_form

LOCKED = frozenset({"locked", "decided"})


@dataclass(frozen=True, slots=True)
class ResultShown:
    """A result as the page shows it. `detail`: points by item, rule, ways (only where they may be shown)."""

    result: Result
    name: str
    state: str
    shown: bool
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def household_class(self) -> str:
        """The class as far as it stands: of the decision, of the meeting, of the score."""
        return self.result.final or self.result.agreed or self.result.proposed


def results_shown(acting: Acting, case: Case) -> list[ResultShown]:
    """The results of a case, in the order of the round's standards."""
    order = [row.standard_id for row in case.round.standards.all()]
    rows = list(case.results.select_related("assessment__submission"))
    rows.sort(key=lambda row: order.index(row.standard_id) if row.standard_id in order else len(order))
    shown = case.state in LOCKED
    ways = shown and shows_ways(acting, case)
    found = []
    for row in rows:
        detail = dict(_detail(case, row)) if shown and row.assessment_id else {}
        if not ways:
            detail.pop("ways", None)
        state = RESULT.states[row.state].label
        found.append(ResultShown(row, standard_name(row.standard_id), state, shown or row.state == "left", detail))
    return found


def _detail(case: Case, row: Result) -> Mapping[str, Any]:
    """Points by item: as kept, else told anew from the sealed answers (forms locked many at once)."""
    kept: Mapping[str, Any] = row.assessment.detail if row.assessment else {}
    if kept or row.assessment is None:
        return kept
    scored = next((each for each in sheet_of(case.round).standards if each.standard_id == row.standard_id), None)
    if scored is None or scored.pack.hash != row.assessment.pack_hash:
        return {}
    form = row.assessment.submission
    try:
        told = explained(scored, case, answers_of(form), living_members(case.household), form.happened_on)
    except FaultsFoundError:
        return {}
    return detail_of(told)


def live_points(case: Case) -> list[tuple[str, int | None, int | None, str]]:
    """Points and class of a form that is not locked, in rounds whose province switched that on: name, A, B, class."""
    if not case.round.live_score or case.state != "surveyed":
        return []
    form = standing_form(case)
    if form is None:
        return []
    sheet = sheet_of(case.round)
    found = score_form(sheet, case, answers_of(form), living_members(case.household), form.happened_on)
    return [
        (standard_name(one.standard_id), one.income_score, one.deprivation_score, one.household_class)
        for one, _detail in found
    ]


def answer_rows(sheet: Sheet, answers: Answers) -> list[tuple[str, str]]:
    """Question and answer in words, for a form that is only looked at."""
    return [
        (label_of(question), said(question, answers.household[question.key]))
        for question in sheet.household
        if answers.household.get(question.key) is not None
    ]


def member_answers(sheet: Sheet, answers: Answers) -> Sequence[tuple[Any, list[tuple[str, str]]]]:
    """Number of each member with questions and answers in words."""
    return [
        (
            one.get("member_no"),
            [(label_of(ask), said(ask, one[ask.key])) for ask in sheet.members if one.get(ask.key) is not None],
        )
        for one in answers.members
    ]


def said(question: Question, value: Any) -> str:
    """An answer in the reader's words."""
    if question.yes_no:
        return _("Có") if value in (1, True) else _("Không")
    if question.choices is not None:
        words = dict(words_of(question.choices))
        return "; ".join(words.get(code, code) for code in str(value).split(";"))
    return question.item.written.said(value) if question.item.written and isinstance(value, int) else str(value)


def form_shown(case: Case, form: Submission) -> dict[str, Any]:
    """What the page of one form shows."""
    sheet, answers = sheet_of(case.round), answers_of(form)
    return {"rows": answer_rows(sheet, answers), "members": member_answers(sheet, answers)}
