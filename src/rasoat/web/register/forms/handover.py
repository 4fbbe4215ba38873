"""Ask another commune for a household, and hand one over."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import villages
from rasoat.web.register.forms.base import OccasionForm
from rasoat.web.register.forms.fields import NUMBER_WIDGET
from rasoat.web.register.identity import tidy

_NUMBER = re.compile(r"\d{9}|\d{12}")


class AskHandoverForm(OccasionForm):
    """By what the household is known, where it lives now, and how it came."""

    number = forms.CharField(
        label=_("Số định danh của một người trong hộ"), required=False, max_length=20,
        widget=forms.TextInput(attrs=NUMBER_WIDGET), help_text=_("Đủ 12 số, hoặc 9 số của CMND."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Hoặc mã hộ"), required=False, max_length=24, help_text=_("Ghi trên phiếu hộ; cần cả họ tên chủ hộ.")
    )
    head_name = forms.CharField(label=_("Họ tên chủ hộ"), required=False, max_length=120)
    village = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Thôn đến"), required=False, empty_label=_("Chưa rõ thôn")
    )
    address = forms.CharField(label=_("Nơi ở mới"), required=False, max_length=250)
    field_order = ("number", "code", "head_name", "on", "village", "address", "reason", "document", "paper")

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Ngày chuyển đến")
        self.fields["reason"].required = True
        self.fields["village"].queryset = villages(commune, timezone.localdate())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A whole number, or a code with a name."""
        told = super().clean() or {}
        number, code, name = (told.get(field, "") for field in ("number", "code", "head_name"))
        if number and not _NUMBER.fullmatch(tidy(number)):
            self.add_error("number", _("Số định danh phải đủ 12 số, CMND đủ 9 số."))
        if not number and not code:
            self.add_error("number", _("Ghi số định danh của một người trong hộ, hoặc mã hộ và họ tên chủ hộ."))
        if code and not number and not name:
            self.add_error("head_name", _("Ghi cả họ tên chủ hộ để chắc là đúng hộ."))
        return told


class HandOverForm(OccasionForm):
    """The occasion of the move, as the asking side told it, to be put right by the side that hands over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Ngày chuyển đi")
        self.fields["paper"].help_text = _("Để trống thì dùng bản chụp mà xã kia đã gửi, nếu có.")
