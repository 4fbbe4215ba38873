"""Forms of the pages of rounds. Rules live in the actions; forms turn text into values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.law.procedure import Parameter, ProvinceMay
from rasoat.web.areas.models import Level, Unit
from rasoat.web.look.dates import DateField
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.actions.set_parameter import Word
from rasoat.web.rounds.deadlines import Deadline
from rasoat.web.rounds.drafts import FIRST_YEAR, LAST_YEAR
from rasoat.web.rounds.models import Purpose, RoundKind, RoundState
from rasoat.web.rounds.standards import BETWEEN, StandardDraft, blocked_reason, route_choices
from rasoat.web.rounds.value_fields import plain_value, value_fields

WORDS = {
    Word.CONFIRM: _("Xác nhận đúng như trên"), Word.SET: _("Đặt trị số khác theo văn bản"),
    Word.LEAVE: _("Để trống, làm như ghi ở trên"),
}  # fmt: skip


class FilterForm(forms.Form):
    """Filters of the list of rounds."""

    nam = forms.IntegerField(label=_("Năm"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *RoundKind.choices])
    muc_dich = forms.ChoiceField(
        label=_("Mục đích"), required=False, choices=[("", _("Mọi mục đích")), *Purpose.choices]
    )
    buoc = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=[("", _("Bất kỳ")), *RoundState.choices])


class FrameForm(forms.Form):
    """What round it is to be: the first of two steps, kept in the address."""

    muc_dich = forms.ChoiceField(
        label=_("Mục đích"), choices=Purpose.choices,
        help_text=_("Đợt tập huấn, trình diễn đi đủ các bước nhưng không tính vào đâu; giấy tờ in dấu MẪU."),
    )  # fmt: skip
    loai = forms.ChoiceField(label=_("Loại"), choices=RoundKind.choices)
    nam = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    thang = forms.TypedChoiceField(
        label=_("Tháng"), required=False, coerce=int, empty_value=None,
        choices=[("", "–"), *((str(number), str(number)) for number in range(1, 13))],
        help_text=_("Chỉ cho rà soát thường xuyên."),
    )  # fmt: skip
    dia_ban = forms.ModelChoiceField(Unit.objects.none(), label=_("Địa bàn"), empty_label=None)

    def __init__(self, *given: Any, places: Sequence[Unit], monthly_only: bool = False, **named: Any) -> None:
        """`monthly_only`: for people of communes, who organise nothing but their own monthly review."""
        super().__init__(*given, **named)
        if monthly_only:
            self._offer("loai", [RoundKind.REGULAR])
            self._offer("muc_dich", [Purpose.OFFICIAL, Purpose.TRAINING])
            self.fields["thang"].required = True
            self.fields["thang"].help_text = ""
        field = self.fields["dia_ban"]
        assert isinstance(field, forms.ModelChoiceField)
        order = ("province__sort_key", "-level", "sort_key")  # a province stands before its communes
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in places]).order_by(*order)
        field.label_from_instance = _place_label  # type: ignore[method-assign, assignment]

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, each.label) for each in choices]

    def clean(self) -> dict[str, Any]:
        """A month goes with a regular round, and only with that."""
        told = super().clean() or {}
        if told.get("loai") == RoundKind.REGULAR and "thang" in told and told["thang"] is None:
            self.add_error("thang", _("Rà soát thường xuyên theo tháng. Chọn tháng."))
        if told.get("loai") == RoundKind.PERIODIC:
            told["thang"] = None
        return told


def _place_label(unit: Any) -> str:
    return str(_("Cả %(unit)s") % {"unit": unit.full_name}) if unit.level == Level.PROVINCE else str(unit.full_name)


class RoundForm(forms.Form):
    """Days, standards, name and document of a round."""

    name = forms.CharField(label=_("Tên đợt"), max_length=160, widget=forms.TextInput({"lang": "vi"}))
    starts_on = DateField(label=_("Bắt đầu"))
    ends_on = DateField(label=_("Kết thúc"))
    document = forms.CharField(
        label=_("Văn bản mở đợt"), max_length=200, required=False,
        help_text=_("Kế hoạch, quyết định: số, ngày, cơ quan ban hành."),
    )  # fmt: skip
    live_score = forms.BooleanField(
        label=_("Hiện điểm ngay khi đang điền phiếu"), required=False,
        help_text=_("Thường để tắt: điểm và xếp loại chỉ hiện sau khi khóa phiếu."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *given: Any, purpose: str, standards: Sequence[str], day: date, switch: bool = True, **named: Any
    ) -> None:
        """`switch`: whether the person may say that points show at once; it is the province's to say."""
        super().__init__(*given, **named)
        if not switch:
            del self.fields["live_score"]
        self.standard_ids = list(standards)
        for standard_id in self.standard_ids:
            name, reason = standard_name(standard_id), blocked_reason(standard_id)
            self.fields[f"route_{standard_id}"] = forms.ChoiceField(
                label=name, required=False, help_text=reason,
                choices=[("", _("Không dùng trong đợt này")), *route_choices(purpose, standard_id, day)],
            )  # fmt: skip
            self.fields[f"from_{standard_id}"] = DateField(
                label=_("%(name)s: quyết định có hiệu lực từ") % {"name": name}, required=False, help_text=""
            )

    def standards(self) -> list[StandardDraft]:
        """The standards chosen, in the order of time."""
        found = []
        for standard_id in self.standard_ids:
            if chosen := self.cleaned_data.get(f"route_{standard_id}"):
                route, _colon, table = chosen.partition(BETWEEN)
                effect = self.cleaned_data.get(f"from_{standard_id}")
                found.append(StandardDraft(standard_id, route, table, effect))
        return found


class DaysForm(forms.Form):
    """Internal days of a round, one field a deadline."""

    def __init__(self, *given: Any, lines: Sequence[Deadline], **named: Any) -> None:
        super().__init__(*given, **named)
        for line in lines:
            legal = f"{line.legal:%d/%m/%Y}" if line.legal else "–"
            self.fields[line.key] = DateField(
                label=line.label, required=False, help_text=_("Hạn theo luật: %(day)s.") % {"day": legal}
            )
        self.fields["document"] = forms.CharField(label=_("Văn bản của tỉnh"), max_length=200, required=False)


class ParameterForm(forms.Form):
    """A province's word on one parameter."""

    def __init__(self, *given: Any, parameter: Parameter, on: date, has_default: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.parameter = parameter
        able = {
            Word.CONFIRM: has_default, Word.SET: parameter.province_may is not ProvinceMay.KEEP,
            Word.LEAVE: parameter.without_value is not None,
        }  # fmt: skip
        choices = [(word.value, label) for word, label in WORDS.items() if able[word]]
        self.fields["word"] = forms.ChoiceField(
            label=_("Tỉnh chọn"),
            choices=choices,
            widget=forms.RadioSelect,
            initial=choices[0][0] if choices else "",
        )
        if able[Word.SET]:
            self.fields |= value_fields(parameter, on)
        self.fields["valid_from"] = DateField(
            label=_("Áp dụng từ ngày"), help_text=_("Đợt bắt đầu từ ngày này trở đi dùng trị số này.")
        )
        self.fields["document"] = forms.CharField(
            label=_("Văn bản làm căn cứ"), max_length=200, required=False,
            help_text=_("Bắt buộc khi đặt trị số khác: số, ngày, cơ quan ban hành."),
        )  # fmt: skip
        self.fields["note"] = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def plain(self) -> Any:
        """The plain value typed; None where nothing was."""
        return plain_value(self.parameter, self.cleaned_data)


class DayChangeForm(forms.Form):
    """A correction of the calendar."""

    day = DateField(label=_("Ngày"))
    works = forms.TypedChoiceField(
        label=_("Là ngày"), choices=[("0", _("Nghỉ")), ("1", _("Làm việc (làm bù)"))],
        coerce=lambda text: text == "1", widget=forms.RadioSelect, initial="0",
    )  # fmt: skip
    name = forms.CharField(label=_("Tên ngày"), max_length=120, required=False, help_text=_("Ví dụ: nghỉ bù Tết."))
    document = forms.CharField(label=_("Văn bản"), max_length=200, help_text=_("Thông báo, công văn: số, ngày."))
