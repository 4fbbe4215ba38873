"""Forms of the pages of units; what an action refuses goes beside the field it names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import AreaKind, Level, Unit
from rasoat.web.areas.naming import KINDS, usual_area
from rasoat.web.boundaries.plan import ChangePlan, NewUnit, standing_parts
from rasoat.web.boundaries.tags import tag_choices
from rasoat.web.look.dates import DateField
from rasoat.web.look.refusals import RefusedError

AREAS = [("", _("Theo loại đơn vị")), *AreaKind.choices]


def refuse(form: forms.Form, refused: RefusedError) -> None:
    """Show what an action refused beside its field, or at the top of the form."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, f"{refused.message} {refused.remedy}".strip())


def kinds_of(level: str) -> list[tuple[str, str]]:
    """The kinds of a level, as choices."""
    return [(kind, kind) for kind in KINDS.get(level, ())]


class FilterForm(forms.Form):
    """Filters of the list of units."""

    q = forms.CharField(
        label=_("Tìm đơn vị"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("tên, tên tắt, mã")}),
    )
    cap = forms.ChoiceField(label=_("Cấp"), required=False, choices=[("", _("Mọi cấp")), *Level.choices[1:]])
    tag = forms.ChoiceField(label=_("Thuộc tính"), required=False, choices=lambda: [("", _("Bất kỳ")), *tag_choices()])
    ngay = DateField(label=_("Bản đồ của ngày"), required=False, help_text="")

    def __init__(self, data: Mapping[str, Any], *, old_map: bool) -> None:
        super().__init__(data)
        if not old_map:
            del self.fields["ngay"]
        else:
            self.fields["ban-do"] = forms.CharField(widget=forms.HiddenInput, required=False)


class UnitNameForm(forms.Form):
    """A name and kind of a unit, from a day on with its document."""

    kind = forms.ChoiceField(label=_("Loại"), widget=forms.Select({"lang": "vi"}))
    name = forms.CharField(label=_("Tên"), max_length=120, help_text=_("Không ghi loại, ví dụ: Đồng Trám."))
    area = forms.ChoiceField(label=_("Khu vực"), choices=[("", _("Giữ như cũ")), *AreaKind.choices], required=False)
    on = DateField(label=_("Từ ngày"), latest=timezone.localdate)
    document = forms.CharField(label=_("Văn bản"), max_length=200, help_text=_("Số, ngày, cơ quan ban hành."))

    def __init__(self, *args: Any, level: str, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_of(level)  # type: ignore[attr-defined]
        for name in ("on", "document"):
            self.fields[name].required = needed


class CorrectForm(forms.Form):
    """The right name of a unit, and why the other was wrong."""

    kind = forms.ChoiceField(label=_("Loại"), widget=forms.Select({"lang": "vi"}))
    name = forms.CharField(label=_("Tên"), max_length=120)
    area = forms.ChoiceField(label=_("Khu vực"), choices=[("", _("Giữ như cũ")), *AreaKind.choices], required=False)
    reason = forms.CharField(label=_("Lý do sửa"), max_length=200)

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_of(level)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The end of a village."""

    on = DateField(label=_("Không còn từ ngày"), latest=timezone.localdate)
    document = forms.CharField(label=_("Văn bản"), max_length=200)


class MergeVillagesForm(UnitNameForm):
    """Villages that become one."""

    villages = forms.MultipleChoiceField(label=_("Các thôn nhập"), widget=forms.CheckboxSelectMultiple)
    field_order = ("villages",)

    def __init__(self, *args: Any, villages: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, level=Level.VILLAGE, **kwargs)
        del self.fields["area"]
        self.fields["villages"].choices = [(str(each.pk), each.full_name) for each in villages]  # type: ignore[attr-defined]


class OfficeFileForm(forms.Form):
    """A table of an office: pasted or as a file, with its document."""

    kind = forms.ChoiceField(label=_("Bảng gì"), choices=[
        ("tags", _("Thuộc tính của đơn vị (khu vực I–III, biên giới...)")),
        ("areas", _("Khu vực thành thị, nông thôn")),
        ("validity", _("Ngày bắt đầu, kết thúc")), ("shares", _("Tỷ lệ hộ của xã bị chia")),
        ("totals", _("Tổng số hộ, số khẩu (cả bàn giao của huyện cũ)")),
        ("points", _("Điểm trung tâm (bảng, hoặc ranh giới GeoJSON)")),
    ])  # fmt: skip
    text = forms.CharField(
        label=_("Dán bảng từ Excel"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Dòng đầu là tên cột."),
    )
    file = forms.FileField(
        label=_("Hoặc chọn tệp"),
        required=False,
        help_text=_("Sổ Excel .xlsx hoặc CSV UTF-8; điểm trung tâm nhận cả GeoJSON."),
    )
    source = forms.CharField(
        label=_("Nguồn số liệu"),
        required=False,
        max_length=200,
        help_text=_("Chỉ cho tổng số hộ, số khẩu: ai đếm hoặc ai giao, ví dụ: bàn giao của huyện."),
    )
    document = forms.CharField(
        label=_("Văn bản"), max_length=200, help_text=_("Số, ngày của quyết định, biên bản bàn giao.")
    )


class ChangeForm(forms.Form):
    """Merge or split communes or provinces: the day, the document, what begins, and which part goes where."""

    on = DateField(label=_("Có hiệu lực từ ngày"), latest=timezone.localdate)
    document = forms.CharField(
        label=_("Văn bản"), max_length=200, help_text=_("Nghị quyết, quyết định: số, ngày, cơ quan ban hành.")
    )

    def __init__(self, data: Mapping[str, Any] | None, *, before: Sequence[Unit], count: int, today: date) -> None:
        super().__init__(data)
        self.before, self.count = before, count
        level = before[0].level
        for place in range(count):
            number = place + 1
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=_("Loại đơn vị mới %(number)d") % {"number": number},
                choices=kinds_of(level),
                widget=forms.Select({"lang": "vi"}),
            )
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("Tên đơn vị mới %(number)d") % {"number": number}, max_length=120
            )
            self.fields[f"code_{place}"] = forms.CharField(
                label=_("Mã đơn vị mới %(number)d") % {"number": number},
                max_length=16,
                help_text=_("Theo danh mục; có thể giữ mã của một đơn vị cũ."),
            )
            if level == Level.PROVINCE:
                continue
            self.fields[f"area_{place}"] = forms.ChoiceField(
                label=_("Khu vực của đơn vị mới %(number)d") % {"number": number}, choices=AREAS, required=False
            )
            self.fields[f"follow_{place}"] = forms.BooleanField(
                label=_("Thôn và hộ đổi sang khu vực này"), required=False
            )
        self.parts = [] if count == 1 else [each for unit in before for each in standing_parts(unit, today)]
        places = [("", _("Chọn"))] + [
            (str(place), _("Đơn vị mới %(number)d") % {"number": place + 1}) for place in range(count)
        ]
        for part in self.parts:
            self.fields[f"part_{part.pk}"] = forms.ChoiceField(
                label=part.full_name, choices=places, error_messages={"required": _("Chọn đơn vị mới cho nơi này.")}
            )

    def plan(self) -> ChangePlan:
        """The plan of a valid form."""
        values = self.cleaned_data
        after = [
            NewUnit(
                values[f"code_{place}"], values[f"name_{place}"], values[f"kind_{place}"], self._area(place),
                values.get(f"follow_{place}", False),
            )
            for place in range(self.count)
        ]  # fmt: skip
        places = {part.pk: int(values[f"part_{part.pk}"]) for part in self.parts}
        return ChangePlan(self.before, after, values["on"], values["document"], places)

    def _area(self, place: int) -> str:
        """As given, else as is usual for the kind; a province has none."""
        given = self.cleaned_data.get(f"area_{place}")
        return "" if given is None else given or usual_area(self.cleaned_data[f"kind_{place}"])
