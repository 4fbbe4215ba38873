"""Forms of the list: requests, officers' cases, reviewers, wordings."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.models import Assignment, User
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import villages
from rasoat.web.register.forms.fields import NUMBER_WIDGET, BirthField, DayField, WordField
from rasoat.web.register.models import Household
from rasoat.web.register.search.matching import LONGEST
from rasoat.web.reviews.applications.drafts import ApplicationDraft
from rasoat.web.reviews.forms.recorded import RecordedForm
from rasoat.web.reviews.models import RequestChannel, RequestKind, VillageReview

FINDS: dict[str, Any] = {
    "autocomplete": "off", "data-private": True, "hx-post": reverse_lazy("reviews:household_find"),
    "hx-trigger": "input changed delay:300ms", "hx-target": "#ho-tim-thay", "hx-params": "household,xa",
}  # fmt: skip
"""Attributes of a field in which a household is looked for: by number too, so it is neither kept nor in an address."""
DETAILS = (
    "sex", "birth", "ethnicity", "id_number", "id_issued_on", "id_issuer", "permanent_address", "present_address",
    "members",
)  # fmt: skip
"""Fields of Mẫu 01 and Mẫu 04 that are kept sealed."""


class ApplicationForm(RecordedForm):
    """Mẫu 01 (both boxes) and Mẫu 04, typed in from paper. `happened_on`: the day it was received."""

    kind = forms.TypedChoiceField(label=_("Đề nghị gì"), choices=RequestKind.choices, coerce=RequestKind)
    channel = forms.TypedChoiceField(
        label=_("Nhận bằng cách nào"), choices=RequestChannel.choices, coerce=RequestChannel
    )
    file_code = forms.CharField(
        label=_("Mã hồ sơ trên cổng dịch vụ công"), max_length=60, required=False,
        help_text=_("Để trống thì phần mềm cấp số biên nhận."),
    )  # fmt: skip
    household = forms.CharField(
        label=_("Hộ trong sổ: tên, mã hộ hoặc số định danh"), max_length=LONGEST, required=False,
        widget=forms.TextInput(attrs=FINDS),
        help_text=_("Gõ rồi chọn hộ hiện ra. Chưa có trong sổ thì để trống: trang nhập hộ mới lấy lại điều gõ ở đây."),
    )  # fmt: skip
    again = forms.CharField(
        label=_("Vì sao vẫn nhận thêm đơn của hộ này"), max_length=500, required=False, widget=forms.HiddenInput
    )
    village = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Thôn"), required=False, empty_label=_("Chưa rõ thôn"),
        help_text=_("Chỉ cần khi hộ chưa có trong sổ."),
    )  # fmt: skip
    applicant = forms.CharField(label=_("Họ và tên người đề nghị"), max_length=120)
    sex = WordField("sex", label=_("Giới tính"))
    birth = BirthField(label=_("Ngày, tháng, năm sinh"))
    ethnicity = WordField("ethnicity", label=_("Dân tộc"))
    id_number = forms.CharField(
        label=_("Số CCCD/CMND"), max_length=20, required=False, widget=forms.TextInput(attrs=NUMBER_WIDGET)
    )
    id_issued_on = DayField(label=_("Ngày cấp"), required=False)
    id_issuer = forms.CharField(label=_("Nơi cấp"), max_length=120, required=False)
    permanent_address = forms.CharField(label=_("Nơi thường trú"), max_length=250, required=False)
    present_address = forms.CharField(label=_("Nơi ở hiện tại"), max_length=250, required=False)
    members = forms.CharField(
        label=_("Thành viên của hộ"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi người một dòng: họ tên, giới tính, ngày sinh, quan hệ với chủ hộ, tình trạng việc làm."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False)

    def __init__(self, *args: Any, commune: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label, self.fields["acted"].label = _("Ngày nhận đơn"), _("Ai đã nhận")
        if commune is not None:
            self.fields["village"].queryset = villages(commune, timezone.localdate())  # type: ignore[attr-defined]
        if self.data.get("again"):
            self.ask_again()

    def ask_again(self) -> None:
        """Show the field for the reason of a second request."""
        self.fields["again"].widget = forms.TextInput()

    def draft(self, commune: Unit, home: Household | None) -> ApplicationDraft:
        """What the action is told."""
        said = self.cleaned_data
        details: dict[str, Any] = {name: said[name] for name in DETAILS if said.get(name)}
        if said.get("birth"):
            details["birth"] = f"{said['birth'].day:%d/%m/%Y}" if said["birth"].day else str(said["birth"].year)
        return ApplicationDraft(
            commune, said["kind"], said["channel"], said["applicant"], self.told(), household=home,
            village=None if home else said["village"], file_code=said["file_code"], reason=said["reason"],
            again=said["again"], details=details,
        )  # fmt: skip


class AnswerForm(forms.Form):
    """Why a request is not reviewed, and when the answer was handed over."""

    reason = forms.CharField(label=_("Lý do, in trong văn bản trả lời"), max_length=1000, widget=forms.Textarea)
    answered_on = DayField(label=_("Ngày trao văn bản"), required=False)


class AddCaseForm(forms.Form):
    """An officer puts a household into the round."""

    household = forms.CharField(
        label=_("Hộ: tên, mã hộ hoặc số định danh"), max_length=LONGEST, widget=forms.TextInput(attrs=FINDS),
        help_text=_("Gõ rồi chọn hộ hiện ra."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Vì sao phải rà soát hộ này"), max_length=500)


class ReviewerForm(forms.Form):
    """Somebody who fills in forms in the village."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Tài khoản"), required=False, empty_label=_("Không có"))
    name = forms.CharField(label=_("Họ tên, khi không có tài khoản"), max_length=120, required=False)
    post = forms.CharField(label=_("Chức danh"), max_length=120, required=False, help_text=_("Ví dụ: giáo viên."))

    def __init__(self, *args: Any, review: VillageReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Assignment.objects.filter(unit=review.village_id, ended_at__isnull=True).values("user")
        users = User.objects.filter(pk__in=held, is_active=True).order_by("full_name")
        self.fields["user"].queryset = users  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = lambda user: user.get_full_name()  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Households given to a reviewer, by their numbers."""

    numbers = forms.CharField(
        label=_("Số của hộ"), required=False, max_length=400,
        help_text=_("Ví dụ 1-15, 20. Để trống: mọi hộ chưa giao cho ai."),
    )  # fmt: skip

    def clean_numbers(self) -> list[int]:
        """The numbers, ranges written out."""
        found: list[int] = []
        for part in self.cleaned_data["numbers"].replace(";", ",").split(","):
            first, dash, last = (piece.strip() for piece in part.partition("-"))
            if not part.strip():
                continue
            if not first.isdecimal() or (dash and not last.isdecimal()):
                raise forms.ValidationError(_("Ghi số hoặc khoảng số, ví dụ 1-15, 20."))
            span = range(int(first), int(last or first) + 1)
            if len(span) > 5000:
                raise forms.ValidationError(_("Khoảng số quá dài."))
            found += span
        return found


class WordingForm(forms.Form):
    """The wording of questions in another language."""

    language = forms.CharField(label=_("Ngôn ngữ"), max_length=40, help_text=_("Ví dụ: Tày, Nùng, Dao, Mông."))
    file = forms.FileField(
        label=_("Tệp lời hỏi"), help_text=_("Tệp mẫu đã điền (.xlsx), hoặc CSV UTF-8 cùng dòng tiêu đề.")
    )
