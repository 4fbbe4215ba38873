"""Values of parameters as people type them: fields by kind of value, and the way back to the plain form."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.law.cited import within
from rasoat.law.procedure import DateWindow, DayOfYear, Parameter, Pick, Share, Value, ValueKind
from rasoat.web.rounds.law import words

_DAY = re.compile(r"^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$")
_SHARE = re.compile(r"^\s*(\d{1,6})\s*/\s*(\d{1,6})\s*$")
_NUMBERS = frozenset({ValueKind.DAY_OF_MONTH, ValueKind.WORKING_DAYS, ValueKind.CALENDAR_DAYS, ValueKind.COUNT})


class DayOfYearField(forms.CharField):
    """`15/11`: a day of every year, as its plain form."""

    def clean(self, value: Any) -> Any:
        """`{"month": 11, "day": 15}`, or None."""
        text = super().clean(value)
        if not text:
            return None
        found = _DAY.match(text)
        if found is None:
            raise forms.ValidationError(_("Ghi ngày/tháng, ví dụ 15/11."), code="invalid")
        return {"month": int(found[2]), "day": int(found[1])}


class ShareField(forms.CharField):
    """`1/2`."""

    def clean(self, value: Any) -> Any:
        """`{"numerator": 1, "denominator": 2}`, or None."""
        text = super().clean(value)
        if not text:
            return None
        found = _SHARE.match(text)
        if found is None:
            raise forms.ValidationError(_("Ghi phân số, ví dụ 1/2."), code="invalid")
        return {"numerator": int(found[1]), "denominator": int(found[2])}


class MonthsField(forms.CharField):
    """`2, 3, 4`."""

    def clean(self, value: Any) -> Any:
        """The numbers in their order, or None."""
        text = super().clean(value)
        if not text:
            return None
        parts = [part for part in re.split(r"[\s,;]+", text) if part]
        if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
            raise forms.ValidationError(_("Ghi các tháng cách nhau bằng dấu phẩy, ví dụ 2, 3, 4."), code="invalid")
        return [int(part) for part in parts]


def value_fields(parameter: Parameter, on: date) -> dict[str, forms.Field]:
    """The fields of a value by name; all optional, since the value is asked for only when it is set."""
    label = _("Trị số mới")
    match parameter.kind:
        case ValueKind.DAY_OF_YEAR:
            return {"value": DayOfYearField(label=label, required=False, help_text=_("Ngày/tháng, ví dụ 15/11."))}
        case ValueKind.DATE_WINDOW:
            return {
                "value_first": DayOfYearField(label=_("Từ ngày"), required=False, help_text=_("Ngày/tháng.")),
                "value_last": DayOfYearField(label=_("Đến hết ngày"), required=False, help_text=_("Ngày/tháng.")),
            }
        case ValueKind.MONTHS:
            return {"value": MonthsField(label=label, required=False, help_text=_("Ví dụ: 2, 3, 4."))}
        case ValueKind.SHARE:
            return {"value": ShareField(label=label, required=False, help_text=_("Phân số, ví dụ 1/2."))}
        case ValueKind.FLAG:
            return {"value": forms.BooleanField(label=label, required=False)}
        case ValueKind.CHOICE:
            return _choice_fields(parameter, on)
        case kind if kind in _NUMBERS:
            return {"value": forms.IntegerField(label=label, required=False, min_value=1, max_value=1_000_000)}
    text = forms.CharField(label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    return {"value": text}


def _choice_fields(parameter: Parameter, on: date) -> dict[str, forms.Field]:
    there = [item for item in parameter.choices if within(on, item.valid_from, item.valid_until)]
    choices = [("", _("Chọn")), *((item.code, words(item.name)) for item in there)]
    found: dict[str, forms.Field] = {
        "value": forms.ChoiceField(label=_("Chọn cách làm"), choices=choices, required=False)
    }
    if any(item.names_body for item in there):
        found["value_body"] = forms.CharField(label=_("Tên cơ quan"), max_length=160, required=False)
    return found


def plain_value(parameter: Parameter, cleaned: Mapping[str, Any]) -> Any:
    """The plain form out of a form's cleaned data; None where nothing was typed."""
    if parameter.kind is ValueKind.DATE_WINDOW:
        first, last = cleaned.get("value_first"), cleaned.get("value_last")
        return {"first": first, "last": last} if first and last else None
    value = cleaned.get("value")
    if parameter.kind is ValueKind.CHOICE:
        body = str(cleaned.get("value_body") or "").strip()
        return ({"code": value} | ({"body": body} if body else {})) if value else None
    return None if value == "" else value


def typed_value(value: Value | None) -> dict[str, Any]:
    """Initial values of the fields for a typed value."""
    match value:
        case None:
            return {}
        case DayOfYear():
            return {"value": value.text}
        case DateWindow():
            return {"value_first": value.first.text, "value_last": value.last.text}
        case Share():
            return {"value": f"{value.numerator}/{value.denominator}"}
        case Pick():
            return {"value": value.code, "value_body": value.body}
        case tuple():
            return {"value": ", ".join(str(month) for month in value)}
    return {"value": value}
