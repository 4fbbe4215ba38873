"""Forms of the public site, and of those who publish."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive, villages
from rasoat.web.complaints.actions.receive import PUBLIC_LIMIT
from rasoat.web.complaints.drafts import ComplaintDraft, DenunciationDraft
from rasoat.web.complaints.forms import SenderForm
from rasoat.web.complaints.models import AgainstLevel, ComplaintKind, Topic
from rasoat.web.complaints.receiving import SHORTEST
from rasoat.web.look.dates import DateField
from rasoat.web.register.words import standard_choices
from rasoat.web.reviews.models import RequestKind

TRAP = "trang_web"
"""A field that people do not see: whoever fills it in is a program."""


class TrapForm(forms.Form):
    """What every public form has: the trap, and a key that makes a form posted twice harmless."""

    trang_web = forms.CharField(
        label=_("Để trống ô này"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    once = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_trang_web(self) -> str:
        """Nothing may stand there."""
        if self.cleaned_data[TRAP]:
            raise forms.ValidationError(_("Không gửi được. Để trống ô này rồi gửi lại."))
        return ""

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != TRAP]


class PublicLetterForm(TrapForm, SenderForm):
    """What public complaints and denunciations share."""

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune = commune
        self.fields["text"].min_length = SHORTEST  # type: ignore[attr-defined]
        self.fields["paper"].help_text = _("Ảnh hoặc PDF, tối đa %(size)s MB; không bắt buộc.") % {
            "size": PUBLIC_LIMIT >> 20
        }


class PublicComplaintForm(PublicLetterForm):
    """A complaint or proposal of anybody."""

    kind = forms.ChoiceField(label=_("Loại đơn"), choices=ComplaintKind.choices)
    topic = forms.ChoiceField(label=_("Về việc"), choices=Topic.choices)
    village = forms.ModelChoiceField(Unit.objects.none(), label=_("Thôn"), required=False, empty_label=_("Chưa rõ"))
    field_order = ("kind", "topic", "village", "text", "name", "contact", "paper")

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, commune=commune, **kwargs)
        self.fields["village"].queryset = villages(commune, timezone.localdate())  # type: ignore[attr-defined]

    def draft(self) -> ComplaintDraft:
        """What the action is told."""
        told = self.cleaned_data
        return ComplaintDraft(
            commune=self.commune, received_on=timezone.localdate(), text=told["text"], name=told["name"],
            contact=told["contact"], paper=told["paper"], kind=ComplaintKind(told["kind"]), topic=Topic(told["topic"]),
            village=told["village"],
        )  # fmt: skip


class PublicDenunciationForm(PublicLetterForm):
    """A denunciation of anybody."""

    against = forms.ChoiceField(label=_("Tố cáo ai"), choices=AgainstLevel.choices, initial=AgainstLevel.COMMUNE)
    denounced = forms.CharField(label=_("Người bị tố cáo"), max_length=500, help_text=_("Họ tên, chức danh nếu biết."))
    field_order = ("against", "denounced", "text", "name", "contact", "paper")

    def draft(self) -> DenunciationDraft:
        """What the action is told."""
        told = self.cleaned_data
        return DenunciationDraft(
            commune=self.commune, received_on=timezone.localdate(), text=told["text"], name=told["name"],
            contact=told["contact"], paper=told["paper"], against=AgainstLevel(told["against"]),
            denounced=told["denounced"],
        )  # fmt: skip


class LookUpForm(forms.Form):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("Mã tra cứu"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Mười hai chữ và số trên giấy tiếp nhận, dạng XXXX-XXXX-XXXX."),
    )  # fmt: skip


class ApplicationForm(TrapForm):
    """Mẫu 01 or Mẫu 04 in short: who asks, where one lives, for what."""

    kind = forms.ChoiceField(label=_("Đề nghị"), choices=RequestKind.choices)
    applicant = forms.CharField(label=_("Họ tên người đề nghị"), max_length=120)
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)
    village = forms.ModelChoiceField(Unit.objects.none(), label=_("Thôn"), required=False, empty_label=_("Chưa rõ"))
    address = forms.CharField(label=_("Nơi ở hiện nay"), max_length=250)
    members = forms.IntegerField(label=_("Số người trong hộ"), min_value=1, max_value=99)
    reason = forms.CharField(label=_("Vì sao đề nghị"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commune = commune
        self.fields["village"].queryset = villages(commune, timezone.localdate())  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """Which result to publish."""

    year = forms.IntegerField(label=_("Năm"), min_value=2006, max_value=2100)
    standard_id = forms.ChoiceField(label=_("Chuẩn nghèo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard_id"].choices = standard_choices()  # type: ignore[attr-defined]
        self.fields["year"].initial = timezone.localdate().year


class SwitchesForm(forms.Form):
    """What the public site offers."""

    threshold = forms.IntegerField(
        label=_("Không công bố số hộ nhỏ hơn"), min_value=1, max_value=100,
        help_text=_("Áp dụng cho lần công bố sau; các ô suy ra được cũng để trống."),
    )  # fmt: skip
    complaints = forms.BooleanField(label=_("Nhận khiếu nại, phản ánh, tố cáo qua mạng"), required=False)
    applications = forms.BooleanField(label=_("Nhận giấy đề nghị (Mẫu 01, Mẫu 04) qua mạng"), required=False)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)


class NamesBasisForm(PublishForm):
    """A legal basis for names online."""

    commune = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Xã"), required=False, empty_label=_("Tất cả các xã của tỉnh")
    )
    document = forms.CharField(label=_("Căn cứ pháp lý"), max_length=200, help_text=_("Số, ngày, điều khoản."))
    valid_from = DateField(label=_("Từ ngày"))
    valid_until = DateField(label=_("Đến hết ngày"), help_text=_("Hết ngày này tên tự mất khỏi mạng."))

    def __init__(self, *args: Any, province: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(alive(timezone.localdate()), level=Level.COMMUNE, province=province)
        self.fields["commune"].queryset = rows.order_by("sort_key")  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = timezone.localdate()
