"""Forms of complaints: taking one in, and each of its moves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.survey.text import clean, fold
from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import villages
from rasoat.web.boundaries.reach import standing_places
from rasoat.web.complaints.drafts import ComplaintDraft, DenunciationDraft
from rasoat.web.complaints.models import AgainstLevel, Channel, ComplaintKind, LiftedWhy, Outcome, Topic
from rasoat.web.complaints.receiving import LONGEST
from rasoat.web.look.badges import CLASSES
from rasoat.web.look.dates import DateField
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Case
from rasoat.web.rounds.models import Round, RoundState

OFFICE = [(channel.value, channel.label) for channel in (Channel.PAPER, Channel.PHONE, Channel.MEETING)]


def text_area(rows: int = 4) -> forms.Textarea:
    """A field of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class SenderForm(forms.Form):
    """Who sends it and what it says; without a name it is anonymous."""

    name = forms.CharField(
        label=_("Họ tên người gửi"), max_length=120, required=False,
        help_text=_("Để trống là đơn không ghi tên; nội dung vẫn được xem xét như phản ánh."),
    )  # fmt: skip
    contact = forms.CharField(label=_("Địa chỉ, điện thoại"), max_length=250, required=False)
    text = forms.CharField(label=_("Nội dung"), max_length=LONGEST, widget=text_area(6))
    paper = forms.FileField(label=_("Bản chụp đơn"), required=False, help_text=_("Ảnh hoặc PDF; không bắt buộc."))


class OfficeForm(SenderForm):
    """A letter typed in at the office."""

    happened_on = DateField(label=_("Ngày nhận"), latest=timezone.localdate)
    channel = forms.ChoiceField(label=_("Nhận qua"), choices=OFFICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate()


class ComplaintForm(OfficeForm):
    """A complaint or proposal typed in at the office."""

    kind = forms.ChoiceField(label=_("Loại đơn"), choices=ComplaintKind.choices)
    topic = forms.ChoiceField(label=_("Về việc"), choices=Topic.choices)
    village = forms.ModelChoiceField(Unit.objects.none(), label=_("Thôn"), required=False, empty_label=_("Chưa rõ"))
    acted = forms.CharField(
        label=_("Người tiếp nhận"), max_length=160, required=False,
        help_text=_("Để trống nếu chính bạn nhận. Nhập thay thì ghi họ tên, chức danh người nhận đơn."),
    )  # fmt: skip
    field_order = ("kind", "topic", "channel", "happened_on", "name", "contact", "village", "text", "paper", "acted")

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune = commune
        self.fields["village"].queryset = villages(commune, timezone.localdate())  # type: ignore[attr-defined]

    def draft(self) -> ComplaintDraft:
        """What the action is told."""
        told = self.cleaned_data
        return ComplaintDraft(
            commune=self.commune, received_on=told["happened_on"], text=told["text"], channel=Channel(told["channel"]),
            name=told["name"], contact=told["contact"], paper=told["paper"], kind=ComplaintKind(told["kind"]),
            topic=Topic(told["topic"]), village=told["village"], acted=told["acted"], on_behalf=bool(told["acted"]),
        )  # fmt: skip


class DenunciationForm(OfficeForm):
    """A denunciation typed in at the office."""

    against = forms.ChoiceField(label=_("Tố cáo ai"), choices=AgainstLevel.choices, initial=AgainstLevel.COMMUNE)
    denounced = forms.CharField(
        label=_("Người bị tố cáo"), max_length=500,
        help_text=_("Họ tên, chức danh. Tài khoản trùng họ tên sẽ không thấy đơn này."),
    )  # fmt: skip
    field_order = ("against", "denounced", "channel", "happened_on", "name", "contact", "text", "paper")

    def draft(self, commune: Unit) -> DenunciationDraft:
        """What the action is told."""
        told = self.cleaned_data
        return DenunciationDraft(
            commune=commune, received_on=told["happened_on"], text=told["text"], channel=Channel(told["channel"]),
            name=told["name"], contact=told["contact"], paper=told["paper"],
            against=AgainstLevel(told["against"]), denounced=told["denounced"],
        )  # fmt: skip


class BarForm(forms.Form):
    """Whose account is never to see a denunciation."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Tài khoản của người bị tố cáo"), empty_label=_("Chọn tài khoản"),
        help_text=_(
            "Chặn rồi thì tài khoản này không thấy đơn nữa; chặn nhầm thì một cán bộ khác của tỉnh bỏ chặn. "
            "Nhật ký ghi ai chặn."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = lambda user: f"{user.full_name} ({user.username})"  # type: ignore[attr-defined]


class UnbarForm(forms.Form):
    """Why an account may see a denunciation again."""

    why = forms.ChoiceField(label=_("Vì sao bỏ chặn"), choices=LiftedWhy.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Lý do"), max_length=1000, widget=text_area(3),
        help_text=_("Ghi căn cứ. Lý do được niêm phong, chỉ người xem được đơn đọc được; nhật ký ghi ai bỏ chặn."),
    )  # fmt: skip


class MoveForm(forms.Form):
    """A move: its day, and why."""

    happened_on = DateField(label=_("Ngày"), latest=timezone.localdate)
    reason = forms.CharField(label=_("Lý do"), max_length=1000, required=False, widget=text_area(3))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate()


class TakeUpForm(MoveForm):
    """Taking up: which household of an open round it concerns, by village and number on the list."""

    round = forms.ModelChoiceField(
        Round.objects.none(), label=_("Đợt rà soát"), required=False, empty_label=_("Chọn đợt"),
        help_text=_("Số của hộ là số trong danh sách của đợt này."),
    )  # fmt: skip
    case = forms.CharField(
        label=_("Hộ liên quan"), max_length=60, required=False,
        help_text=_("Số của hộ trong danh sách thôn, ví dụ: Cuối Suối/12. Để trống nếu không về hộ nào."),
    )  # fmt: skip
    field_order = ("round", "case", "happened_on", "reason")

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = [commune, *standing_places(commune, timezone.localdate())]
        rounds = Round.objects.filter(state=RoundState.OPEN, communes__commune__in=self._places).distinct()
        self.fields["round"].queryset = rounds.order_by("-starts_on", "-pk")  # type: ignore[attr-defined]
        if rounds.count() < 2:
            del self.fields["round"]
        self.fields["reason"].label = _("Ghi chú")

    def clean_case(self) -> Case | None:
        """The case in an open round of the commune; in the round chosen where there are several."""
        typed = self.cleaned_data["case"].strip()
        if not typed:
            return None
        rows = Case.objects.filter(commune__in=self._places, round__state=RoundState.OPEN)
        if "round" in self.fields:
            chosen = self.cleaned_data.get("round")
            if chosen is None:
                raise forms.ValidationError(_("Xã có nhiều đợt đang mở, số của hộ mỗi đợt mỗi khác: chọn đợt."))
            rows = rows.filter(round=chosen)
        name, _slash, number = typed.rpartition("/")
        found = None
        if number.strip().isdecimal():
            rows = rows.filter(number=int(number), village__folded=fold(clean(name)))
            found = rows.select_related("round", "village").first()
        if found is None:
            raise forms.ValidationError(_("Không có hộ này trong đợt đang mở. Xem lại tên thôn và số của hộ."))
        return found


class RelinkForm(TakeUpForm):
    """Another household than the one that it was taken up for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Vì sao đổi")
        self.fields["reason"].required = True


class AnswerForm(MoveForm):
    """The written answer."""

    outcome = forms.ChoiceField(label=_("Kết luận"), choices=Outcome.choices)
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=60, required=False)
    field_order = ("outcome", "happened_on", "number", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Nội dung trả lời, có căn cứ")
        self.fields["reason"].required = True
        self.fields["happened_on"].label = _("Ngày trả lời")


class OrderForm(MoveForm):
    """Who checks again."""

    checker_name = forms.CharField(
        label=_("Người phúc tra"), max_length=120,
        help_text=_("Không được là người đã khảo sát hộ này, cũng không được là người thân của hộ."),
    )  # fmt: skip
    relative = forms.CharField(
        label=_("Quan hệ với hộ"), max_length=160, required=False, help_text=_("Để trống khi không phải người thân.")
    )
    field_order = ("checker_name", "relative", "happened_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Ghi chú")


class PostForm(MoveForm):
    """Putting up the result."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Ngày niêm yết")
        self.fields["reason"].label = _("Nơi niêm yết, mỗi nơi một dòng")
        self.fields["reason"].required = True
        self.fields["reason"].initial = _("Nhà văn hóa thôn\nTrụ sở UBND xã")

    def places(self) -> list[str]:
        """The places named."""
        return [line.strip() for line in self.cleaned_data["reason"].splitlines() if line.strip()]


class FinishForm(MoveForm):
    """What the re-check found: a class for each standard that waits for it."""

    def __init__(self, *args: Any, standards: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for standard in standards:
            self.fields[f"class_{standard}"] = forms.ChoiceField(
                label=_("Loại hộ theo phúc tra: %(standard)s") % {"standard": standard_name(standard)},
                choices=[("", "–"), *((code, badge.label) for code, badge in CLASSES.items())],
            )  # fmt: skip
        self.order_fields([*(f"class_{standard}" for standard in standards), "happened_on", "reason"])
        self.fields["reason"].label = _("Phúc tra thấy gì")
        self.fields["reason"].required = True
        self.fields["happened_on"].label = _("Ngày phúc tra")

    def classes(self) -> dict[str, str]:
        """The classes found, by standard."""
        told = self.cleaned_data
        return {name.removeprefix("class_"): told[name] for name in told if name.startswith("class_")}
