"""A field for each question: words and buttons on the page, digits alone when paper forms are keyed in."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from rasoat.survey.choices import CodeList
from rasoat.survey.columns import Kind
from rasoat.survey.parsing import scaled
from rasoat.survey.questionnaire import Written
from rasoat.web.register.forms.fields import DayField
from rasoat.web.reviews.survey.sheet import Question

LONGEST = 9
_UNITS = {"kWh/tháng": _("kWh/tháng"), "dm²/người": _("dm²/người")}
"""Units that are words."""


def label_of(question: Question) -> str:
    """The wording of the question in the reader's language, with the unit that people write."""
    english = (get_language() or "vi").startswith("en")
    said = question.item.label.en if english else question.item.label.vi
    if question.item.written:
        said = f"{said} ({question.item.written.unit})"
    for unit, word in _UNITS.items():
        said = said.replace(unit, str(word))
    return said


def words_of(choices: CodeList) -> list[tuple[str, str]]:
    """Codes with their wording in the reader's language."""
    english = (get_language() or "vi").startswith("en")
    return [(one.code, one.name.en if english else one.name.vi) for one in choices.choices]


def page_field(question: Question) -> forms.Field:
    """The field of the form on the page. Nothing is required: what is missing is told when the form is locked."""
    label = label_of(question)
    match question.item.type:
        case Kind.BIT | Kind.BOOL:
            return YesNo(question.item.type, label=label, widget=forms.RadioSelect)
        case Kind.CODE:
            assert question.choices is not None
            return forms.ChoiceField(
                label=label, required=False, choices=[("", "–"), *words_of(question.choices)], widget=forms.Select
            )
        case Kind.CODES:
            assert question.choices is not None
            return SeveralCodes(question.choices, label=label, widget=forms.CheckboxSelectMultiple)
        case Kind.DATE:
            return DayField(label=label, required=False)
        case Kind.INT if question.choices is not None:
            return forms.TypedChoiceField(
                label=label, required=False, coerce=int, empty_value=None,
                choices=[("", "–"), *words_of(question.choices)],
            )  # fmt: skip
        case Kind.INT:
            return WholeNumber(question.item.written, question.item.min, question.item.max, label=label)
    return forms.CharField(label=label, required=False, max_length=200)


def digit_field(question: Question) -> forms.Field:
    """The field of quick keying: one digit, then the next field by itself; numbers end with Enter."""
    label = label_of(question)
    match question.item.type:
        case Kind.BIT | Kind.BOOL:
            return YesNo(question.item.type, label=label, widget=_digits(1))
        case Kind.CODE:
            assert question.choices is not None
            return NumberedCode(question.choices, label=label)
        case Kind.CODES:
            assert question.choices is not None
            return NumberedCodes(question.choices, label=label)
        case Kind.DATE:
            return DigitDay(label=label)
    return page_field(question)


def _digits(length: int, *, by_itself: bool = True) -> forms.TextInput:
    attributes: dict[str, Any] = {
        "inputmode": "numeric", "maxlength": length, "autocomplete": "off", "class": "short", "pattern": "[0-9]*",
    }  # fmt: skip
    return forms.TextInput(attrs=attributes | ({"data-next": ""} if by_itself else {}))


class YesNo(forms.TypedChoiceField):
    """1 or 0, or nothing yet; as the question keeps it (a number for ticks, true or false for the rest)."""

    def __init__(self, kind: Kind, **options: Any) -> None:
        made = int if kind is Kind.BIT else _truth
        choices = [("1", _("Có")), ("0", _("Không"))]
        super().__init__(choices=choices, required=False, empty_value=None, coerce=made, **options)
        self.error_messages["invalid_choice"] = _("Gõ 1 (có) hoặc 0 (không).")

    def prepare_value(self, value: Any) -> Any:
        """True and False as the choices have them."""
        return {True: "1", False: "0"}.get(value, value)


def _truth(said: str) -> bool:
    return said == "1"


class WholeNumber(forms.CharField):
    """A whole number, or a decimal of the unit that people write, kept in the smaller unit."""

    def __init__(self, written: Written | None, low: int | None, high: int | None, **options: Any) -> None:
        self.written, self.low, self.high = written, low, high
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        super().__init__(required=False, max_length=LONGEST + 4, widget=widget, **options)

    def clean(self, value: Any) -> int | None:
        """The stored number; None for nothing."""
        typed = super().clean(value)
        if not typed:
            return None
        found = scaled(typed, self.written.scale if self.written else 1)
        if found is None:
            raise forms.ValidationError(_("Gõ một số, ví dụ 45 hoặc 45,5."))
        if (self.low is not None and found < self.low) or (self.high is not None and found > self.high):
            raise forms.ValidationError(self._range())
        return found

    def _range(self) -> str:
        """The range in the unit that people write; numbers below zero are not read at all."""
        unit = f" {self.written.unit}" if self.written else ""
        low, high = self.prepare_value(self.low or 0), self.prepare_value(self.high)
        if high is None:
            return gettext("Số phải từ %(low)s%(unit)s trở lên.") % {"low": low, "unit": unit}
        return gettext("Số phải từ %(low)s đến %(high)s%(unit)s.") % {"low": low, "high": high, "unit": unit}

    def prepare_value(self, value: Any) -> Any:
        """A stored number as people write it."""
        if isinstance(value, int) and not isinstance(value, bool):
            return self.written.said(value).partition(" ")[0] if self.written else str(value)
        return value


class SeveralCodes(forms.MultipleChoiceField):
    """Several codes of a list, kept joined by `;`; None when nothing is ticked."""

    def __init__(self, choices: CodeList, **options: Any) -> None:
        self.codes = choices.codes
        super().__init__(choices=lambda: words_of(choices), required=False, **options)

    def clean(self, value: Any) -> str | None:
        """The codes in the order of the list, joined."""
        ticked = set(super().clean(value))
        return ";".join(code for code in self.codes if code in ticked) or None

    def prepare_value(self, value: Any) -> Any:
        """The kept text as a list."""
        return [code for code in value.split(";") if code] if isinstance(value, str) else value


class DigitDay(DayField):
    """A day typed as eight digits, `05112026`, or with its slashes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"inputmode": "numeric", "class": "short", "placeholder": "ddmmyyyy"}

    def to_python(self, value: Any) -> Any:
        """The day; digits are taken apart first."""
        typed = value.strip() if isinstance(value, str) else value
        if isinstance(typed, str) and len(typed) == 8 and typed.isascii() and typed.isdecimal():
            typed = f"{typed[:2]}/{typed[2:4]}/{typed[4:]}"
        return super().to_python(typed)


class NumberedCode(forms.CharField):
    """One code of a list, typed as its number there."""

    def __init__(self, choices: CodeList, **options: Any) -> None:
        self.codes = choices.codes
        numbered = "; ".join(f"{at} {words}" for at, (_code, words) in enumerate(words_of(choices), 1))
        widget = _digits(1 if len(self.codes) < 10 else 2)
        super().__init__(required=False, widget=widget, help_text=numbered, **options)

    def clean(self, value: Any) -> str | None:
        """The code; None for nothing."""
        typed = super().clean(value)
        if not typed:
            return None
        if not typed.isdecimal() or not 1 <= int(typed) <= len(self.codes):
            raise forms.ValidationError(_("Gõ số từ 1 đến %(last)s."), params={"last": len(self.codes)})
        return self.codes[int(typed) - 1]

    def prepare_value(self, value: Any) -> Any:
        """A code as its number."""
        return str(self.codes.index(value) + 1) if value in self.codes else value


class NumberedCodes(forms.CharField):
    """Several codes of a list, typed as their numbers one behind the other: `27` is the second and the seventh."""

    def __init__(self, choices: CodeList, **options: Any) -> None:
        self.codes = choices.codes
        numbered = "; ".join(f"{at} {words}" for at, (_code, words) in enumerate(words_of(choices), 1))
        widget = _digits(len(self.codes), by_itself=False)
        super().__init__(required=False, widget=widget, help_text=numbered, **options)

    def clean(self, value: Any) -> str | None:
        """The codes in the order of the list, joined; None for nothing."""
        typed = super().clean(value)
        numbers = {int(letter) for letter in typed if letter.isascii() and letter.isdecimal()}
        if len(numbers) < len(set(typed)) or not all(1 <= at <= len(self.codes) for at in numbers):
            raise forms.ValidationError(_("Gõ các số từ 1 đến %(last)s, liền nhau."), params={"last": len(self.codes)})
        return ";".join(code for at, code in enumerate(self.codes, 1) if at in numbers) or None

    def prepare_value(self, value: Any) -> Any:
        """Kept codes as their numbers."""
        if isinstance(value, str) and value and not value.isdecimal():
            return "".join(str(self.codes.index(code) + 1) for code in value.split(";") if code in self.codes)
        return value
