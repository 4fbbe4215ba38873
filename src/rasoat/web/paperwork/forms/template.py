"""The text of a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.paperwork.actions.save_template import MOST_LETTERS


class TemplateForm(forms.Form):
    """`version`: that of the draft as it was read."""

    text = forms.CharField(
        label=_("Mẫu"), max_length=MOST_LETTERS, strip=False,
        widget=forms.Textarea(
            attrs={"rows": 28, "spellcheck": "false", "lang": "vi", "class": "form-control paper-source"}
        ),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Sửa gì, theo văn bản nào"), max_length=300, required=False,
        help_text=_("Người sau xem lại biết vì sao mẫu được sửa."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
