"""Dates typed by keyboard as on paper: `05/12/1978`, `5-12-78` is refused, and only the year where a form allows it."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

_YEAR = re.compile(r"^\s*(\d{4})\s*$")
_RUN = re.compile(r"^\s*(\d{2})(\d{2})(\d{4})\s*$")
EARLIEST_YEAR = 1900


class DateInput(forms.DateInput):
    """A text field for `dd/mm/yyyy`: quicker by keyboard than a calendar, and the same in every browser."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {
            "inputmode": "numeric",
            "placeholder": "dd/mm/yyyy",
            "autocomplete": "off",
            "class": "form-control short",
        }
        super().__init__(usual | (attrs or {}), format="%d/%m/%Y")

    def format_value(self, value: Any) -> str | None:
        """A year alone stays a year."""
        return str(value) if isinstance(value, int) else super().format_value(value)


class DateField(forms.DateField):
    """A day, typed `dd/mm/yyyy` or as eight digits. With `year_alone` four digits are a year, and the value an `int`.

    `latest`: the last day allowed, asked at each use (`timezone.localdate`); none by default.
    """

    widget = DateInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Không phải ngày có thật. Nhập ngày/tháng/năm, ví dụ 05/12/1978."),
        "early": _("Năm phải từ %(year)s trở đi. Xem lại giấy tờ rồi nhập đủ bốn chữ số."),
        "late": _("Ngày này chưa đến. Xem lại giấy tờ."),
    }

    def __init__(self, *, year_alone: bool = False, latest: Any = None, **options: Any) -> None:
        self.year_alone = year_alone
        self.latest = latest
        options.setdefault(
            "help_text", _("Ngày/tháng/năm; chỉ biết năm thì ghi năm.") if year_alone else _("Ngày/tháng/năm.")
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> date | int | None:  # type: ignore[override]
        """The day, or the year alone."""
        if isinstance(value, int) and self.year_alone:
            return value
        if isinstance(value, str):
            if year := _YEAR.match(value):
                if not self.year_alone:
                    raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
                return int(year[1])
            if run := _RUN.match(value):
                value = "/".join(run.groups())
        return super().to_python(value)

    def validate(self, value: date | int | None) -> None:
        """Not before 1900, not after `latest`."""
        super().validate(value)
        if value is None:
            return
        year = value if isinstance(value, int) else value.year
        if year < EARLIEST_YEAR:
            raise forms.ValidationError(self.error_messages["early"], code="early", params={"year": EARLIEST_YEAR})
        latest = self.latest() if callable(self.latest) else self.latest
        if latest is not None and (value > latest.year if isinstance(value, int) else value > latest):
            raise forms.ValidationError(self.error_messages["late"], code="late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares years with years and days with days."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True
