"""A receiver, a template to begin a profile with, a list to be made, and who took it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.look.badges import CLASSES
from rasoat.web.receivers.actions.set_receiver import ReceiverWords
from rasoat.web.receivers.models import Limit, Persons, Receiver, ReceiverKind
from rasoat.web.receivers.persons import OLDEST, USUAL, words_of
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.words import standard_choices

LISTED = [(code, CLASSES[code].label) for code in ("poor", "near_poor")]


class ReceiverForm(forms.Form):
    """What is said of a receiver."""

    kind = forms.ChoiceField(label=_("Loại nơi nhận"), choices=ReceiverKind.choices)
    name = forms.CharField(label=_("Tên nơi nhận"), max_length=160)
    standard = forms.ChoiceField(label=_("Theo chuẩn"))
    classes = forms.MultipleChoiceField(label=_("Loại hộ"), choices=LISTED, widget=forms.CheckboxSelectMultiple)
    persons = forms.ChoiceField(
        label=_("Giao những ai trong hộ"), required=False,
        choices=[("", _("Như thường lệ của loại nơi nhận")), *Persons.choices],
        help_text=_("Chỉ người mà việc của nơi nhận cần; tăng, giảm cũng chỉ tính những người này."),
    )  # fmt: skip
    age_from = forms.IntegerField(
        label=_("Từ tuổi"), required=False, min_value=0, max_value=OLDEST,
        help_text=_(
            "Tuổi tròn vào ngày của danh sách. Với “Người đang đi học”, độ tuổi chỉ dùng cho người chưa ghi có đi học "
            "hay không; để trống thì những người đó không vào danh sách."
        ),
    )  # fmt: skip
    age_to = forms.IntegerField(label=_("Đến tuổi"), required=False, min_value=0, max_value=OLDEST)
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
                "active": receiver.active, "persons": receiver.persons, "age_from": receiver.age_from,
                "age_to": receiver.age_to,
            }  # fmt: skip
        super().__init__(*args, **kwargs | {"initial": initial})
        self.fields["standard"].choices = standard_choices()  # type: ignore[attr-defined]

    @property
    def usual(self) -> list[tuple[str, str]]:
        """Whom each kind gets when nothing is chosen."""
        return [(str(ReceiverKind(kind).label), words_of(limit)) for kind, limit in USUAL.items()]

    def words(self) -> ReceiverWords:
        """What the action is told."""
        told = self.cleaned_data
        return ReceiverWords(
            ReceiverKind(told["kind"]), told["name"], told["standard"], told["classes"], told["basis"],
            told["health_basis"], told["active"], self._limit(),
        )  # fmt: skip

    def _limit(self) -> Limit | None:
        told = self.cleaned_data
        return Limit(Persons(told["persons"]), told["age_from"], told["age_to"]) if told["persons"] else None


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
    """Of which place, and the day as of which the register is read."""

    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Danh sách của"), empty_label=None)
    on = DayField(
        label=_("Ngày của danh sách"),
        help_text=_(
            "Danh sách là những gì sổ hộ ghi cho ngày này: người trong hộ, loại hộ theo quyết định có hiệu lực khi đó. "
            "Không ghi ngày chưa đến. Mẫu có thông tin sức khỏe thì chỉ lập cho hôm nay."
        ),
    )  # fmt: skip

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
