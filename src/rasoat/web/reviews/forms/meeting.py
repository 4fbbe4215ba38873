"""Forms of the village meeting: when and where it will be, and what its minutes say."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.schedule_meeting import Appointment
from rasoat.web.reviews.forms.recorded import RecordedForm
from rasoat.web.reviews.meeting import CLASSES, HouseholdVote, ListVote, MeetingDraft
from rasoat.web.reviews.models import Result, VillageReview

BODIES = (
    ("board", _("Ban Chỉ đạo cấp xã")), ("cell", _("Chi bộ thôn")), ("associations", _("Các đoàn thể")),
    ("front", _("Mặt trận Tổ quốc")), ("reviewers", _("Rà soát viên")),
)  # fmt: skip
"""Who comes to a meeting for an office, in the order of the minutes."""


_SPOKEN = re.compile(r"(?P<hour>\d{1,2})\s*(?:h|giờ)\s*(?P<minute>\d{2})?(?:\s*phút)?", re.IGNORECASE)


class TimeField(forms.TimeField):
    """An hour, typed `19:30`, `19h30`, `19 giờ 30` or `19h`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(
            format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "19:30"}
        )
        defaults: dict[str, Any] = {
            "widget": widget,
            "error_messages": {"invalid": _("Ghi giờ:phút, ví dụ 19:30.")},
        }
        super().__init__(**defaults | options)

    def to_python(self, value: Any) -> time | None:
        """As typed; the hour alone is a full hour."""
        if isinstance(value, str) and (found := _SPOKEN.fullmatch(value.strip())):
            value = f"{found['hour']}:{found['minute'] or '00'}"
        return super().to_python(value)


class ScheduleForm(forms.Form):
    """When and where a village will meet."""

    day = DayField(label=_("Ngày họp"))
    hour = TimeField(label=_("Giờ họp"))
    place = forms.CharField(label=_("Nơi họp"), max_length=200)
    ask = forms.CharField(
        label=_("Hỏi ai khi cần"), max_length=160, required=False, help_text=_("Họ tên, số điện thoại cán bộ xã.")
    )

    def told(self) -> Appointment:
        """What the action is told."""
        said = self.cleaned_data
        at = timezone.make_aware(datetime.combine(said["day"], said["hour"]))
        return Appointment(at, said["place"], said["ask"])


class MeetingForm(RecordedForm):
    """Minutes of a village meeting. The votes stand in fields of their own: see `vote_rows` and `list_fields`."""

    place = forms.CharField(label=_("Nơi họp"), max_length=200, required=False)
    begins_at = TimeField(label=_("Bắt đầu"), required=False)
    ends_at = TimeField(label=_("Kết thúc"), required=False)
    secretary = forms.CharField(label=_("Thư ký"), max_length=120, required=False)
    present = forms.IntegerField(label=_("Số người có mặt"), min_value=0, help_text=_("Tỷ lệ tính trên số này."))
    households_present = forms.IntegerField(label=_("Số hộ trong danh sách có người dự"), min_value=0, required=False)
    households_on_list = forms.IntegerField(label=_("Số hộ trong danh sách rà soát"), min_value=0, required=False)
    opinions = forms.CharField(
        label=_("Ý kiến trong cuộc họp"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    front_remarks = forms.CharField(
        label=_("Ý kiến của Mặt trận"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    skip_reason = forms.CharField(
        label=_("Lý do họp khi còn hộ chưa có loại dự kiến"), max_length=500, required=False,
        help_text=_("Chỉ ghi khi họp trước cho những hộ đã xong."),
    )  # fmt: skip

    def __init__(self, *args: Any, review: VillageReview, rows: Sequence[Result], listed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.rows = review, rows
        self.fields["happened_on"].label = _("Ngày họp")
        self.fields["acted"].label = _("Chủ trì (trưởng thôn)")
        self.fields["paper"].label = _("Bản chụp biên bản")
        self.fields["households_on_list"].initial = listed
        self.fields["place"].initial = review.meeting_place
        if review.meeting_at is not None and timezone.localdate(review.meeting_at) <= timezone.localdate():
            at = timezone.localtime(review.meeting_at)
            self.fields["happened_on"].initial, self.fields["begins_at"].initial = at.date(), at.time()
        self.standards = list(dict.fromkeys(row.standard_id for row in rows))
        for code, label in BODIES:
            self.fields[f"officials_{code}"] = forms.CharField(
                label=label,
                max_length=300,
                required=False,
                help_text=_("Họ tên, chức vụ; cách nhau bằng dấu chấm phẩy."),
            )
        for standard in self.standards:
            self.fields[f"agree_{standard}"] = forms.IntegerField(
                label=_("Số người đồng ý với cả danh sách: %(standard)s") % {"standard": standard_name(standard)},
                min_value=0, required=False,
            )  # fmt: skip

    @property
    def list_fields(self) -> list[forms.BoundField]:
        """The votes on whole lists, one for each standard."""
        return [self[f"agree_{standard}"] for standard in self.standards]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """All other visible fields besides the shared block."""
        lists = {field.name for field in self.list_fields}
        return [field for field in super().own_fields if field.name not in lists]

    @property
    def vote_rows(self) -> list[dict[str, Any]]:
        """Every household that may be voted on apart, with what was typed."""
        return [
            {"row": row, "name": f"{row.case_id}-{row.standard_id}", "standard": standard_name(row.standard_id),
             **{part: self.data.get(f"{part}-{row.case_id}-{row.standard_id}", "")
                for part in ("agree", "class", "reason")}}
            for row in self.rows
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Numbers of single votes are whole and not negative."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.vote_rows:
            if each["agree"] and not str(each["agree"]).strip().isdecimal():
                self.add_error(
                    None, _("Hộ %(head)s: số người đồng ý phải là số.") % {"head": each["row"].case.head_name}
                )
            if each["class"] and each["class"] not in CLASSES:
                self.add_error(None, _("Hộ %(head)s: loại hộ không rõ.") % {"head": each["row"].case.head_name})
            if (each["class"] or each["reason"].strip()) and not each["agree"]:
                self.add_error(
                    None,
                    _("Hộ %(head)s: ghi số người đồng ý khi biểu quyết riêng.") % {"head": each["row"].case.head_name},
                )
        return said

    def draft(self) -> MeetingDraft:
        """What the action is told."""
        said = self.cleaned_data
        return MeetingDraft(
            self.told(), said["present"], [
                ListVote(standard, said[f"agree_{standard}"])
                for standard in self.standards if said[f"agree_{standard}"] is not None
            ],
            [
                HouseholdVote(each["row"].case_id, each["row"].standard_id, int(each["agree"]), each["class"],
                              each["reason"][:500])
                for each in self.vote_rows if each["agree"]
            ],
            place=said["place"], begins_at=said["begins_at"], ends_at=said["ends_at"], secretary=said["secretary"],
            officials=self._officials(), households_present=said["households_present"],
            households_on_list=said["households_on_list"], opinions=said["opinions"],
            front_remarks=said["front_remarks"], skip_reason=said["skip_reason"],
        )  # fmt: skip

    def _officials(self) -> list[dict[str, str]]:
        found = []
        for code, _label in BODIES:
            for person in filter(None, map(str.strip, self.cleaned_data[f"officials_{code}"].split(";"))):
                name, _comma, post = person.partition(",")
                found.append({"body": code, "name": name.strip(), "post": post.strip()})
        return found


class RemarkForm(forms.Form):
    """The Front's remarks."""

    text = forms.CharField(label=_("Ý kiến giám sát của Mặt trận"), widget=forms.Textarea(attrs={"rows": 3}))
