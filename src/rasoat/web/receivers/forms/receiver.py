"""A receiver, a template to begin a profile with, a list to be made, and who took it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.look.badges import CLASSES
from rasoat.web.receivers.actions.set_receiver import ReceiverWords
from rasoat.web.receivers.models import Receiver, ReceiverKind
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.words import standard_choices

LISTED = [(code, CLASSES[code].label) for code in ("poor", "near_poor")]


class ReceiverForm(forms.Form):
    """What is said of a receiver."""

    kind = forms.ChoiceField(label=_("Loại nơi nhận"), choices=ReceiverKind.choices)
    name = forms.CharField(label=_("Tên nơi nhận"), max_length=160)
    standard = forms.ChoiceField(label=_("Theo chuẩn"))
    classes = forms.MultipleChoiceField(label=_("Loại hộ"), choices=LISTED, widget=forms.CheckboxSelectMultiple)
    basis = forms.CharField(
        label=_("Căn cứ pháp lý để giao dữ liệu cá nhân"), max_length=300,
        help_text=_("Điều, khoản, văn bản. Chưa có thì chưa giao."),
    )  # fmt: skip
    health_basis = forms.CharField(
        label=_("Căn cứ để giao thông tin sức khỏe"), max_length=300, required=False,
        help_text=_("Để trống thì không bao giờ giao khuyết tật, cân nặng, chiều cao ..."),
    )  # fmt: skip
    active = forms.BooleanField(label=_("Đang giao danh sách"), required=False, initial=True)

    def __init__(self, *args: Any, receiver: Receiver | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"classes": ["poor", "near_poor"], "standard": "national_2022"}
        if receiver is not None:
            initial = {
                "kind": receiver.kind, "name": receiver.name, "standard": receiver.standard_id,
                "classes": receiver.classes, "basis": receiver.basis, "health_basis": receiver.health_basis,
                "active": receiver.active,
            }  # fmt: skip
        super().__init__(*args, **kwargs | {"initial": initial})
        self.fields["standard"].choices = standard_choices()  # type: ignore[attr-defined]

    def words(self) -> ReceiverWords:
        """What the action is told."""
        told = self.cleaned_data
        return ReceiverWords(
            ReceiverKind(told["kind"]), told["name"], told["standard"], told["classes"], told["basis"],
            told["health_basis"], told["active"],
        )  # fmt: skip


class TemplateForm(forms.Form):
    """The empty template of a receiving system."""

    year = forms.IntegerField(label=_("Dùng cho năm"), min_value=2020, max_value=2100)
    template = forms.FileField(
        label=_("Tệp mẫu trống của nơi nhận"), required=False,
        help_text=_("Tệp .xlsx chưa điền gì. Để trống thì lập bản mới từ bản đang dùng."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year


class DeliveryForm(forms.Form):
    """Of which place, and the day that stands on it."""

    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Danh sách của"), empty_label=None)
    on = DayField(label=_("Ngày của danh sách"))

    def __init__(self, *args: Any, places: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in places]).order_by("level", "sort_key")
        self.fields["on"].initial = timezone.localdate()


class TakenForm(forms.Form):
    """Who took the list."""

    taken_by = forms.CharField(label=_("Người nhận"), max_length=160, help_text=_("Họ tên, chức vụ, cơ quan."))
    taken_on = DayField(label=_("Ngày giao"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taken_on"].initial = timezone.localdate()
