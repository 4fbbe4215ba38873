"""The layout of the paper: boxes and their places, typed in millimetres."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.certificates.actions.set_layout import PLACES
from rasoat.web.certificates.layouts import MOST_BOXES, Layout
from rasoat.web.register.words import standard_choices


class _Millimetres(forms.DecimalField):
    """Millimetres with one decimal; kept as tenths."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=297, decimal_places=1, max_digits=4, **options)

    def clean(self, value: Any) -> int:
        """Tenths of a millimetre."""
        return int(Decimal(super().clean(str(value).replace(",", ".") if value else value)) * 10)


class LayoutForm(forms.Form):
    """What the province says."""

    standard = forms.ChoiceField(label=_("Chuẩn nghèo"))
    first_year = forms.IntegerField(label=_("Ô đầu tiên là năm"), min_value=1990, max_value=2100)
    boxes = forms.IntegerField(label=_("Số ô năm"), min_value=1, max_value=MOST_BOXES)
    suffix = forms.CharField(label=_("Phần sau của số giấy"), max_length=30, help_text=_("Ví dụ GCN-HN.HCN."))
    document = forms.CharField(
        label=_("Căn cứ"), max_length=200, help_text=_("Số, ngày văn bản hướng dẫn về ô của từng năm.")
    )
    class_x = _Millimetres(label=_("Cột N / CN cách mép trái (mm)"))
    deprived_x = _Millimetres(label=_("Cột chỉ số thiếu hụt cách mép trái (mm)"))
    first_y = _Millimetres(label=_("Ô đầu tiên cách mép trên (mm)"))
    step_y = _Millimetres(label=_("Ô sau thấp hơn ô trước (mm)"))

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        initial = {
            "standard": layout.standard_id, "first_year": layout.first_year or None, "boxes": layout.boxes or None,
            "suffix": layout.suffix, "document": layout.document,
            **{name: Decimal(getattr(layout, name)) / 10 for name in PLACES},
        }  # fmt: skip
        super().__init__(*args, **kwargs | {"initial": initial})
        self.fields["standard"].choices = standard_choices()  # type: ignore[attr-defined]

    def places(self) -> dict[str, int]:
        """The places in tenths of a millimetre."""
        return {name: self.cleaned_data[name] for name in PLACES}
