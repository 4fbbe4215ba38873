"""What forms of the register share: the occasion."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.occasion import Occasion


class OccasionForm(forms.Form):
    """When it happened, why, and by which paper."""

    on = DayField(label=_("Ngày xảy ra"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False)
    document = forms.CharField(
        label=_("Giấy tờ"),
        max_length=200,
        required=False,
        help_text=_("Số, ngày và nơi cấp, ví dụ: Giấy khai sinh số 12/2026."),
    )
    paper = forms.FileField(label=_("Bản chụp giấy tờ"), required=False, help_text=_("Ảnh hoặc PDF; không bắt buộc."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def occasion(self) -> Occasion:
        """What the action is told."""
        told = self.cleaned_data
        return Occasion(told["on"], told["reason"], told["document"], told.get("paper"))
