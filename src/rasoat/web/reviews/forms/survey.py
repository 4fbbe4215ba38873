"""The form of a household, made from the questions of its round."""

import uuid
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.models import Member
from rasoat.web.register.words import SECTIONS, standard_name
from rasoat.web.reviews.forms.recorded import RECORDED, RecordedForm
from rasoat.web.reviews.models import Case, Entry
from rasoat.web.reviews.survey.answers import Answers, known_facts
from rasoat.web.reviews.survey.fields import digit_field, page_field
from rasoat.web.reviews.survey.sheet import REGION, Question, Sheet
from rasoat.web.reviews.survey.writing import Filled
from rasoat.web.rounds.law import words

LONGEST_DAY = 86_400


class SurveyForm(RecordedForm):
    """Questions about the household, then about each member; nothing is required here."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)
    interpreter = forms.CharField(
        label=_("Người phiên dịch"), max_length=120, required=False, help_text=_("Họ tên, khi phải phiên dịch.")
    )
    language = forms.CharField(label=_("Ngôn ngữ phỏng vấn"), max_length=10, required=False)

    def __init__(
        self, *args: Any, sheet: Sheet, case: Case, people: Sequence[Member], earlier: Answers,
        wordings: Mapping[str, str] | None = None, by_digits: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.sheet, self.case, self.people, self.by_digits = sheet, case, people, by_digits
        self.wordings = wordings or {}
        self.fields["key"].initial = uuid.uuid4()
        self.fields["version"].initial = case.version
        self.fields["opened"].initial = int(timezone.now().timestamp())
        make = digit_field if by_digits else page_field
        self._ask_region(earlier)
        for question in sheet.household:
            self._ask(f"q-{question.key}", question, make(question), earlier.household.get(question.key))
        first = REGION if REGION in self.fields else next((f"q-{one.key}" for one in sheet.household), "")
        if by_digits and first:
            self.fields[first].widget.attrs["data-focus-me"] = ""
        told = {one.get("member_no"): one for one in earlier.members}
        for person in () if by_digits else people:
            known = known_facts(person) | dict(told.get(person.number, {}))
            for question in sheet.members:
                self._ask(f"m{person.number}-{question.key}", question, make(question), known.get(question.key))

    def filled(self) -> Filled:
        """What the action is told."""
        said = self.cleaned_data
        household = {question.key: _answer(said[f"q-{question.key}"]) for question in self.sheet.household}
        if said.get(REGION):
            household[REGION] = said[REGION]
        members = [] if self.by_digits else [self._member(person) for person in self.people]
        seconds = int(timezone.now().timestamp()) - said["opened"] if said.get("opened") else None
        return Filled(
            Answers(household, members), self.told(), Entry.KEYED if self.by_digits else Entry.FORM, said["key"],
            said["interpreter"], said["language"], seconds if seconds and 0 < seconds < LONGEST_DAY else None,
        )  # fmt: skip

    @property
    def general(self) -> list[forms.BoundField]:
        """Interpreter and language."""
        return [self["interpreter"], self["language"]]

    @property
    def region(self) -> list[forms.BoundField]:
        """The region of the point table, where it must be asked."""
        return [self[REGION]] if REGION in self.fields else []

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields of the household by heading, in the order of the form."""
        groups = groupby(self.sheet.household, key=self._heading)
        return [(heading, [self[f"q-{one.key}"] for one in questions]) for heading, questions in groups]

    @property
    def persons(self) -> list[tuple[Member, list[forms.BoundField]]]:
        """Fields of each member."""
        if self.by_digits:
            return []
        return [
            (person, [self[f"m{person.number}-{question.key}"] for question in self.sheet.members])
            for person in self.people
        ]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Shown by their parts."""
        return [field for field in self.visible_fields() if field.name not in RECORDED]

    def _ask(self, name: str, question: Question, field: forms.Field, value: Any) -> None:
        told = self.wordings.get(question.item.code)
        if told:
            field.help_text = f"{told} {field.help_text}".strip()
        elif not field.help_text and question.item.hint is not None and not self.by_digits:
            field.help_text = words(question.item.hint)
        field.initial = value
        self.fields[name] = field

    def _ask_region(self, earlier: Answers) -> None:
        """Which region of the point table holds, where the area of the household leaves a choice."""
        fitting = [code for code, area in self.sheet.regions.items() if area == self.case.area]
        known = self.case.household.region_code
        if len(fitting) < 2 or known in fitting:
            return
        self.fields[REGION] = forms.ChoiceField(
            label=_("Vùng của bảng điểm"), choices=[("", "–"), *((code, code) for code in fitting)], required=False
        )
        self.fields[REGION].initial = earlier.household.get(REGION)

    def _member(self, person: Member) -> dict[str, Any]:
        said = {question.key: self.cleaned_data[f"m{person.number}-{question.key}"] for question in self.sheet.members}
        return {"member_no": person.number} | {key: _answer(value) for key, value in said.items()}

    def _heading(self, question: Question) -> str:
        if not question.own:
            return str(SECTIONS.get(question.section, question.section))
        words = {"indicators": _("Thiếu hụt"), "points": _("Câu hỏi chấm điểm"), "score": _("Điểm trên phiếu")}
        heading = str(words.get(question.section, question.section))
        return heading if len(self.sheet.standards) < 2 else f"{heading}: {standard_name(question.own)}"


def _answer(value: Any) -> Any:
    """An empty text is no answer; a zero or a no is one."""
    return None if value == "" else value
