"""The date field of these forms: typed as dd/mm/yyyy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FORMATS = ("%d/%m/%Y", "%Y-%m-%d")


def date_field(label: Any, **options: Any) -> forms.DateField:
    """A date typed by keyboard; an ISO date is taken too."""
    widget = forms.DateInput(
        format=FORMATS[0], attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": _("ngày/tháng/năm")}
    )
    wrong = {"invalid": _("Ngày không đúng. Nhập như 05/12/2026.")}
    return forms.DateField(label=label, input_formats=FORMATS, widget=widget, error_messages=wrong, **options)
