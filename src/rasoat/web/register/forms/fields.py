"""Fields for quick typing: a code, its number in the list, or the word; a date or the year alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.survey.code_lists import code_list
from rasoat.survey.dates import WrittenDate, format_date, parse_date
from rasoat.web.register.words import choices_of, label_of


class WordField(forms.CharField):
    """One code of a list, typed as its number in the list, its code or its word, without tones if one likes."""

    def __init__(self, list_name: str, **options: Any) -> None:
        self.list_name = list_name
        widget = forms.TextInput(attrs={"list": f"muc-{list_name}", "autocomplete": "off"})
        defaults: dict[str, Any] = {"required": False, "widget": widget}
        super().__init__(**defaults | options)

    def clean(self, value: Any) -> str:
        """The code; empty for nothing."""
        typed = super().clean(value)
        if not typed:
            return ""
        found = self._code(typed)
        if found is None:
            raise forms.ValidationError(
                _("Không có “%(typed)s” trong danh mục. Gõ số hoặc chọn từ gợi ý."), params={"typed": typed}
            )
        return found

    def _code(self, typed: str) -> str | None:
        choices = code_list(self.list_name)
        found = choices.match(typed)
        if found is None and typed.isdecimal() and 1 <= int(typed) <= len(choices.codes):
            found = choices.codes[int(typed) - 1]
        return found

    def prepare_value(self, value: Any) -> Any:
        """Codes are shown as words; what somebody typed stays as typed."""
        return (
            label_of(self.list_name, str(value)) if value and str(value) in code_list(self.list_name).codes else value
        )


class BirthField(forms.CharField):
    """A date of birth `dd/mm/yyyy`, or the year alone."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"})
        defaults: dict[str, Any] = {"required": False, "widget": widget, "label": _("Ngày sinh")}
        super().__init__(**defaults | options)

    def clean(self, value: Any) -> WrittenDate | None:
        """The date or year; None for nothing."""
        typed = super().clean(value)
        if not typed:
            return None
        found = parse_date(typed)
        if found is None:
            raise forms.ValidationError(_("Ghi ngày/tháng/năm, ví dụ 05/11/1984; chỉ biết năm thì ghi 1984."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """As people write it."""
        return format_date(value.day, value.year) if isinstance(value, WrittenDate) else value


class DayField(forms.DateField):
    """A full date, typed `dd/mm/yyyy`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"})
        defaults: dict[str, Any] = {
            "widget": widget,
            "error_messages": {"invalid": _("Ghi ngày/tháng/năm, ví dụ 05/11/2026.")},
        }
        super().__init__(**defaults | options)


class YesNoField(forms.TypedChoiceField):
    """Yes, no or not known."""

    def __init__(self, **options: Any) -> None:
        choices = [("", _("Chưa rõ")), ("1", _("Có")), ("0", _("Không"))]
        defaults: dict[str, Any] = {
            "choices": choices,
            "required": False,
            "empty_value": None,
            "coerce": lambda told: told == "1",
        }
        super().__init__(**defaults | options)

    def prepare_value(self, value: Any) -> Any:
        """True and False as the choices have them."""
        return {True: "1", False: "0", None: ""}.get(value, value)


class CodesField(forms.MultipleChoiceField):
    """Several codes of a list, ticked; kept joined by `;`."""

    def __init__(self, list_name: str, **options: Any) -> None:
        self.list_name = list_name
        defaults: dict[str, Any] = {
            "choices": lambda: choices_of(list_name),
            "required": False,
            "widget": forms.CheckboxSelectMultiple,
        }
        super().__init__(**defaults | options)

    def clean(self, value: Any) -> str:
        """The codes in the order of the list, joined."""
        ticked = set(super().clean(value))
        return ";".join(code for code in code_list(self.list_name).codes if code in ticked)

    def prepare_value(self, value: Any) -> Any:
        """The kept text as a list."""
        return [code for code in value.split(";") if code] if isinstance(value, str) else value


NUMBER_WIDGET = {"inputmode": "numeric", "autocomplete": "off", "data-private": True, "maxlength": 20}
"""Attributes of fields for identity numbers: never kept in the browser."""
