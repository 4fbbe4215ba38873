"""Forms of imports, exports and settlements. Rules live in the actions; forms turn text into values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.survey.exporting.store import shipped_profiles
from rasoat.web.areas.models import Unit
from rasoat.web.register.words import standard_choices

DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A date typed as dd/mm/yyyy."""
    widget = forms.DateInput(
        format="%d/%m/%Y", attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
    )
    return forms.DateField(label=label, input_formats=DAY_FORMATS, widget=widget, **more)


def standards() -> list[tuple[str, str]]:
    """The poverty standards by name, the newest first."""
    found = standard_choices()
    return sorted(found, key=lambda item: item[0], reverse=True)


class UploadForm(forms.Form):
    """A file for a place."""

    file = forms.FileField(label=_("Tệp danh sách"), help_text=_("Sổ Excel .xlsx hoặc CSV UTF-8, mẫu nào cũng được."))
    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Nhập vào"), empty_label=None)
    list_date = day_field(_("Ngày của danh sách"), help_text=_("Thông tin trong tệp đúng vào ngày này."))
    standard = forms.ChoiceField(label=_("Chuẩn nghèo để kiểm tra"))

    def __init__(self, *given: Any, places: list[Unit], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in places]).order_by("level", "sort_key")
        choice = self.fields["standard"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = standards()
        choice.initial = "national_2022"


class ConfirmForm(forms.Form):
    """What kind of list it is."""

    signed = forms.TypedChoiceField(
        label=_("Tệp này là"),
        choices=[
            ("0", _("Danh sách để cập nhật sổ, chưa phải quyết định")),
            ("1", _("Danh sách đã ký kèm quyết định công nhận")),
        ],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
        initial="0",
    )
    standard = forms.ChoiceField(label=_("Theo chuẩn nghèo"), required=False)
    year = forms.IntegerField(label=_("Năm của danh sách"), min_value=1993, max_value=2100, required=False)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    signed_on = day_field(_("Ngày ký"), required=False)
    effective_from = day_field(_("Có hiệu lực từ"), required=False)
    note = forms.CharField(label=_("Ghi chú của lần nhập"), max_length=300, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choice = self.fields["standard"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = standards()


class ReasonForm(forms.Form):
    """A reason that is asked for."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ExportForm(forms.Form):
    """Which register, in which layout."""

    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Sổ của"), empty_label=None)
    kind = forms.ChoiceField(label=_("Mẫu"))
    standard = forms.ChoiceField(label=_("Phân loại theo chuẩn"))
    with_numbers = forms.BooleanField(
        label=_("Kèm số định danh cá nhân"),
        required=False,
        help_text=_("Chỉ chọn khi nơi nhận được phép; việc này được ghi nhật ký."),
    )

    def __init__(
        self, *given: Any, places: list[Unit], origins: list[tuple[str, str]], numbers: bool, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in places]).order_by("level", "sort_key")
        kinds = [("national", _("Sổ quốc gia ba danh sách")), ("survey", _("Sổ điều tra hai trang (Hộ, Thành viên)"))]
        systems = [(f"profile:{profile.id}", profile.system) for profile in shipped_profiles()]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (_("Mẫu chung"), kinds),
            *([(_("Như tệp đã nhập"), origins)] if origins else []),
            (_("Hệ thống nhận"), systems),
        ]
        self.fields["standard"].choices = standards()  # type: ignore[attr-defined]
        self.fields["standard"].initial = "national_2022"
        if not numbers:
            del self.fields["with_numbers"]


class OpeningForm(forms.Form):
    """Begin a settlement."""

    commune = forms.ModelChoiceField(Unit.objects.none(), label=_("Xã"), empty_label=None)
    year = forms.IntegerField(label=_("Chốt số đầu kỳ của năm"), min_value=2000, max_value=2100)
    standard = forms.ChoiceField(label=_("Chuẩn nghèo"))
    on = day_field(_("Ngày chốt"))
    decision = forms.CharField(label=_("Quyết định năm trước (số, ngày)"), max_length=100, required=False)

    def __init__(self, *given: Any, places: list[Unit], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["commune"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in places], level="commune").order_by("sort_key")
        self.fields["standard"].choices = standards()  # type: ignore[attr-defined]
        self.fields["standard"].initial = "national_2022"


def day_of(text: str) -> date | None:
    """An ISO date, or None."""
    return date.fromisoformat(text) if text else None
