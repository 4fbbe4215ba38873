"""Forms of a household: a new one with its people, and what is known of one."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import villages
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.forms.base import OccasionForm
from rasoat.web.register.forms.fields import CodesField, DayField, YesNoField
from rasoat.web.register.forms.member import MemberRow
from rasoat.web.register.models import EventKind, Household
from rasoat.web.register.words import HOUSEHOLD_WORDS as WORDS

FLAGS = ("flag_minority", "flag_local_minority", "flag_no_labour", "flag_merit")
COLUMNS = ("permanent_address", "present_address", *FLAGS, "causes", "supports")


class HouseholdFields(forms.Form):
    """The facts of a household that are typed."""

    village = forms.ModelChoiceField(
        Unit.objects.none(), label=WORDS["village_id"], required=False, empty_label=_("Chưa rõ thôn")
    )
    permanent_address = forms.CharField(label=WORDS["permanent_address"], max_length=250, required=False)
    present_address = forms.CharField(label=WORDS["present_address"], max_length=250, required=False)
    flag_minority = YesNoField(label=WORDS["flag_minority"])
    flag_local_minority = YesNoField(label=WORDS["flag_local_minority"])
    flag_no_labour = YesNoField(label=WORDS["flag_no_labour"])
    flag_merit = YesNoField(label=WORDS["flag_merit"])
    causes = CodesField("causes", label=WORDS["causes"])
    supports = CodesField("supports", label=WORDS["supports"])

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune = commune
        self.fields["village"].queryset = villages(commune, timezone.localdate())  # type: ignore[attr-defined]


class NewHouseholdForm(HouseholdFields):
    """A household that is written for the first time."""

    kind = forms.ChoiceField(
        label=_("Ghi vào sổ vì"),
        widget=forms.RadioSelect,
        initial=EventKind.CREATED,
        choices=[(EventKind.CREATED, _("Lập hộ mới trong sổ")), (EventKind.MOVED_IN, _("Chuyển đến từ tỉnh khác"))],
    )
    on = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False)
    document = forms.CharField(label=_("Giấy tờ"), max_length=200, required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("kind", "on", "village", "permanent_address", "present_address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.fields["client_key"].initial = uuid.uuid4

    def draft(self, members: Sequence[MemberDraft]) -> HouseholdDraft:
        """A household to be written."""
        told = self.cleaned_data
        lists: dict[str, Any] = {
            name: [code for code in told[name].split(";") if code] for name in ("causes", "supports")
        }
        known = {name: told[name] for name in COLUMNS if name not in lists}
        return HouseholdDraft(
            commune=self.commune,
            village=told["village"],
            on=told["on"],
            members=members,
            client_key=told["client_key"],
            **known,
            **lists,
        )


class MemberFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The people of a new household; exactly one of them is the head."""

    def clean(self) -> None:
        """One head among the lines that hold a person."""
        if any(self.errors):
            return
        people = self.people()
        if not people:
            raise forms.ValidationError(_("Nhập ít nhất chủ hộ: họ và tên ở dòng đầu."))
        heads = sum(person.relation == "head" for person in people)
        if heads != 1:
            raise forms.ValidationError(
                _("Hộ phải có đúng một chủ hộ, đang có %(heads)s. Ghi quan hệ Chủ hộ (số 1) cho đúng một người."),
                params={"heads": heads},
            )

    def people(self) -> list[MemberDraft]:
        """Drafts of the lines that hold a person."""
        return [form.draft() for form in self.forms if form.has_changed()]

    def warnings(self) -> list[str]:
        """What looks odd about numbers, by person."""
        return [
            f"{form.cleaned_data['full_name']}: {word}"
            for form in self.forms
            if form.has_changed()
            for word in form.warnings()
        ]


Members = forms.formset_factory(MemberRow, formset=MemberFormSet, extra=3, max_num=40, validate_max=True)


class EditHouseholdForm(HouseholdFields, OccasionForm):
    """What is known of a household."""

    correction = forms.TypedChoiceField(
        label=_("Thay đổi này là"),
        coerce=lambda told: told == "1",
        initial="0",
        widget=forms.RadioSelect,
        choices=[("0", _("Thay đổi thật, từ ngày ghi ở dưới")), ("1", _("Đính chính: trước đây ghi sai"))],
    )
    field_order = ("village", *COLUMNS, "correction", "on", "reason", "document", "paper")

    def values(self) -> dict[str, Any]:
        """Columns of the household as typed."""
        told = {name: self.cleaned_data[name] for name in COLUMNS}
        village = self.cleaned_data["village"]
        return told | {"village_id": village.pk if village else None}


def initial_of(home: Household) -> dict[str, Any]:
    """What the form of a household shows at first."""
    return {name: getattr(home, name) for name in COLUMNS} | {"village": home.village_id, "version": home.version}


class PlaceForm(forms.Form):
    """The point of the house on the map."""

    latitude = forms.FloatField(label=_("Vĩ độ"), min_value=7, max_value=24, help_text=_("Ví dụ 21.0285"))
    longitude = forms.FloatField(label=_("Kinh độ"), min_value=101, max_value=118, help_text=_("Ví dụ 105.8542"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
