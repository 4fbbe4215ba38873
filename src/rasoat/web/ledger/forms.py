"""Filters of the ledger's list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.ledger.queries import Wanted
from rasoat.web.ledger.words import known_actions

DAY: dict[str, Any] = {"input_formats": ["%d/%m/%Y", "%Y-%m-%d"], "required": False}


class FilterForm(forms.Form):
    """All optional; names are those in the address."""

    don_vi = forms.CharField(label=_("Đơn vị"), required=False, max_length=60, help_text=_("tên hoặc mã"))
    nguoi = forms.CharField(
        label=_("Người làm"), required=False, max_length=60, help_text=_("họ tên hoặc tên đăng nhập")
    )
    viec = forms.ChoiceField(label=_("Việc"), required=False)
    tu = forms.DateField(label=_("Từ ngày"), **DAY)
    den = forms.DateField(label=_("Đến ngày"), **DAY)
    ban_ghi = forms.CharField(
        label=_("Bản ghi"), required=False, max_length=80, help_text=_("như register.household:15, hoặc mã lượt ghi")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["viec"].choices = [("", _("mọi việc")), *known_actions()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The filters, those that do not read left out."""
        told = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields, ""), **self.cleaned_data}
        return Wanted(
            told["don_vi"], told["nguoi"], told["viec"], told["tu"] or None, told["den"] or None, told["ban_ghi"]
        )
