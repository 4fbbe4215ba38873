"""The form of a household, made from the questions of its round."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.models import Member
from rasoat.web.register.words import SECTIONS, standard_name
from rasoat.web.reviews.forms.recorded import RECORDED, RecordedForm
from rasoat.web.reviews.forms.sent_once import CLIENT_KEY, key_of
from rasoat.web.reviews.models import Case, Entry, Submission
from rasoat.web.reviews.survey.answers import Answers, known_facts
from rasoat.web.reviews.survey.fields import DigitDay, digit_field, page_field
from rasoat.web.reviews.survey.hindered import Pointed
from rasoat.web.reviews.survey.sheet import REGION, Question, Sheet
from rasoat.web.reviews.survey.writing import Filled
from rasoat.web.rounds.law import region_words, words

LONGEST_DAY = 86_400
CHILD, OF_CHILDREN = 16, frozenset({"weight_g", "height_mm", "measured_on"})
"""Weight and height are asked of children under 16, as the wording of these questions says."""


_AS_BEFORE = ("happened_on", "on_behalf", "acted", "interpreter", "language")
"""What a form that is mended keeps of the one that stands, besides its answers."""


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
        wordings: Mapping[str, str] | None = None, by_digits: bool = False, standing: Submission | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        del self.fields[CLIENT_KEY]  # a form of a household has a key that becomes the id of the submission
        self.sheet, self.case, self.people, self.by_digits = sheet, case, people, by_digits
        self.wordings, self.standing = wordings or {}, standing
        self.fields["happened_on"].label, self.fields["acted"].label = _("Ngày phỏng vấn"), _("Ai đã phỏng vấn")
        self.fields["key"].initial = uuid.uuid4()
        self.fields["version"].initial = case.version
        self.fields["opened"].initial = int(timezone.now().timestamp())
        if standing is not None:
            for name in _AS_BEFORE:
                self.fields[name].initial = getattr(standing, name)
        make = digit_field if by_digits else page_field
        self._ask_region(earlier)
        for question in sheet.household:
            self._ask(f"q-{question.key}", question, make(question), earlier.household.get(question.key))
        if by_digits:
            self._begin_keying()
        self.said_before = {one.get("member_no"): dict(one) for one in earlier.members}
        self.known = {person.number: known_facts(person) | self.said_before.get(person.number, {}) for person in people}
        for person in people:
            for question in self._questions(person):
                known = self.known[person.number].get(question.key)
                self._ask(f"m{person.number}-{question.key}", question, make(question), known)

    def filled(self) -> Filled:
        """What the action is told."""
        said = self.cleaned_data
        household = {question.key: _answer(said[f"q-{question.key}"]) for question in self.sheet.household}
        if said.get(REGION):
            household[REGION] = said[REGION]
        members = [self._member(person) for person in self.people if not self.by_digits or self._speaks_of(person)]
        told = self.told()
        if told.paper is None and self.standing is not None:  # a form mended keeps its scan
            told = replace(told, paper=self.standing.paper)
        seconds = int(timezone.now().timestamp()) - said["opened"] if said.get("opened") else None
        return Filled(
            Answers(household, members), told, Entry.KEYED if self.by_digits else Entry.FORM,
            key_of(said["key"], self.data, self.files),
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
        return [
            (person, [self[f"m{person.number}-{question.key}"] for question in self._questions(person)])
            for person in self.people
        ]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Shown by their parts."""
        return [field for field in self.visible_fields() if field.name not in RECORDED]

    def linked(self, told: Iterable[Pointed]) -> list[tuple[str, Pointed]]:
        """What is to be mended with the anchor of its field; no anchor where the form has no such field."""
        return [(self._anchor(one.name), one) for one in told]

    def _anchor(self, name: str) -> str:
        return self[name].id_for_label or self[name].auto_id if name in self.fields else ""

    def _ask(self, name: str, question: Question, field: forms.Field, value: Any) -> None:
        told = self.wordings.get(question.item.code)
        if told:
            field.help_text = f"{told} {field.help_text}".strip()
        elif not field.help_text and question.item.hint is not None and not self.by_digits:
            field.help_text = words(question.item.hint)
        field.initial = value
        self.fields[name] = field

    def _begin_keying(self) -> None:
        """The day in digits; the cursor in the first field that nothing is known of, or in the first question."""
        day = DigitDay(label=self.fields["happened_on"].label)
        day.required, day.initial = True, self.fields["happened_on"].initial
        self.fields["happened_on"] = day
        unknown = [name for name in ("happened_on", "acted") if not self.get_initial_for_field(self.fields[name], name)]
        asked = [REGION] if REGION in self.fields else [f"q-{one.key}" for one in self.sheet.household]
        for name in [*unknown, *asked][:1]:
            self.fields[name].widget.attrs["data-focus-me"] = ""

    def _ask_region(self, earlier: Answers) -> None:
        """Which region of the point table holds, where the area of the household leaves a choice."""
        fitting = [code for code, area in self.sheet.regions.items() if area == self.case.area]
        known = self.case.household.region_code
        if len(fitting) < 2 or known in fitting:
            return
        self.fields[REGION] = forms.ChoiceField(
            label=_("Vùng của bảng điểm"),
            choices=[("", "–"), *((code, region_words(code)) for code in fitting)],
            required=False,
        )
        self.fields[REGION].initial = earlier.household.get(REGION)

    def _member(self, person: Member) -> dict[str, Any]:
        kept = self.said_before.get(person.number, {}) if self.by_digits else {}
        return {**kept, "member_no": person.number} | self._answers(person)

    def _answers(self, person: Member) -> dict[str, Any]:
        questions = self._questions(person)
        return {one.key: _answer(self.cleaned_data[f"m{person.number}-{one.key}"]) for one in questions}

    def _speaks_of(self, person: Member) -> bool:
        """Whether a paper form says anything of a member: what the register knows is not typed again as an answer."""
        known = self.known[person.number]
        changed = any(value != known.get(key) for key, value in self._answers(person).items())
        return changed or person.number in self.said_before

    def _questions(self, person: Member) -> list[Question]:
        """The questions about a member; on a keyed form those of children only about children, to spare the keys."""
        asked = list(self.sheet.members)
        if self.by_digits and person.birth_year is not None and self.case.year - person.birth_year > CHILD:
            return [one for one in asked if one.item.code not in OF_CHILDREN]
        return asked

    def _heading(self, question: Question) -> str:
        if not question.own:
            return str(SECTIONS.get(question.section, question.section))
        words = {"indicators": _("Thiếu hụt"), "points": _("Câu hỏi chấm điểm"), "score": _("Điểm trên phiếu")}
        heading = str(words.get(question.section, question.section))
        return heading if len(self.sheet.standards) < 2 else f"{heading}: {standard_name(question.own)}"


def _answer(value: Any) -> Any:
    """An empty text is no answer; a zero or a no is one."""
    return None if value == "" else value
