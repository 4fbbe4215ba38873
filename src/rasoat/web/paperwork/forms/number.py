"""Taking a number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.forms.fields import DayField


class NumberForm(forms.Form):
    """What the next number is for."""

    symbol = forms.CharField(label=_("Ký hiệu"), max_length=30, help_text=_("Phần sau dấu /, ví dụ TTr-UBND, KH-UBND."))
    about = forms.CharField(label=_("Trích yếu"), max_length=300)
    on = DayField(label=_("Ngày văn bản"))
    number = forms.IntegerField(
        label=_("Số"), min_value=1, max_value=999999, required=False,
        help_text=_("Để trống để lấy số tiếp theo; ghi số để dùng lại số còn trống."),
    )  # fmt: skip
    row = forms.ChoiceField(label=_("Đợt rà soát"), required=False)
