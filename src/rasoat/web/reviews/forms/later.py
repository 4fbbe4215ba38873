"""Forms of posting, opinion, decision and re-check."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.models import User
from rasoat.web.look.badges import CLASSES
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.order_recheck import RecheckOrder
from rasoat.web.reviews.actions.prepare_decision import DecisionPlan
from rasoat.web.reviews.actions.record_opinion import OpinionAnswer
from rasoat.web.reviews.actions.record_recheck import RecheckFinding
from rasoat.web.reviews.actions.sign_decision import Signature
from rasoat.web.reviews.actions.start_posting import PostingDraft
from rasoat.web.reviews.forms.recorded import RecordedForm
from rasoat.web.reviews.forms.sent_once import SentOnceForm
from rasoat.web.reviews.models import Opinion, RecheckCause, Result, RoundDecision, SignerForm
from rasoat.web.reviews.recheck import Checker

CLASS_CHOICES = [("", "–"), *((code, badge.label) for code, badge in CLASSES.items())]


class PostingForm(RecordedForm):
    """A list put up."""

    places = forms.CharField(
        label=_("Nơi niêm yết"), widget=forms.Textarea(attrs={"rows": 2}),
        initial=_("Nhà sinh hoạt cộng đồng thôn\nTrụ sở UBND xã"), help_text=_("Mỗi nơi một dòng."),
    )  # fmt: skip
    loudspeaker_on = DayField(label=_("Ngày đọc trên loa"), required=False)
    photo = forms.FileField(label=_("Ảnh nơi niêm yết"), required=False, help_text=_("JPEG hoặc PNG."))

    def draft(self, *, recheck: bool) -> PostingDraft:
        """What the action is told."""
        said = self.cleaned_data
        return PostingDraft(
            self.told(), said["places"].splitlines(), said["loudspeaker_on"], said.get("photo"), recheck
        )


class PostingEndForm(RecordedForm):
    """A list taken down."""

    photo = forms.FileField(label=_("Ảnh lúc gỡ"), required=False, help_text=_("JPEG hoặc PNG."))


class OpinionAskForm(RecordedForm):
    """Lists sent for an opinion, under one standard."""

    standard = forms.ChoiceField(label=_("Chuẩn"))

    def __init__(self, *args: Any, standards: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = [(code, standard_name(code)) for code in standards]  # type: ignore[attr-defined]


class OpinionForm(RecordedForm):
    """The answer. Cases that go back are told in fields `reason-ID`."""

    agrees = forms.TypedChoiceField(
        label=_("Ý kiến"), choices=[("1", _("Đồng ý")), ("0", _("Không đồng ý"))], coerce=lambda told: told == "1"
    )
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, opinion: Opinion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opinion = opinion
        self.fields["happened_on"].label = _("Ngày cho ý kiến")

    def answer(self) -> OpinionAnswer:
        """What the action is told."""
        said = self.cleaned_data
        back = {pk: text for pk in self.opinion.asked if (text := self.data.get(f"reason-{pk}", "").strip())}
        return OpinionAnswer(self.told(), said["agrees"], said["number"], said["text"], back)


class DecisionForm(SentOnceForm):
    """What a decision is drawn up from."""

    standard = forms.ChoiceField(label=_("Chuẩn"))
    villages = forms.TypedMultipleChoiceField(
        label=_("Chỉ những thôn"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn thôn nào thì lập cho cả xã."),
    )  # fmt: skip
    corrects = forms.ModelChoiceField(
        RoundDecision.objects.none(), label=_("Sửa quyết định"), required=False, empty_label="–",
        help_text=_("Chỉ chọn khi quyết định này sửa một quyết định đã có hiệu lực."),
    )  # fmt: skip
    correction_reason = forms.CharField(label=_("Vì sao sửa"), max_length=500, required=False)

    def __init__(
        self, *args: Any, standards: Sequence[str], villages: Sequence[tuple[int, str]], old: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choices = [(code, standard_name(code)) for code in standards]  # type: ignore[attr-defined]
        self.fields["villages"].choices = villages  # type: ignore[attr-defined]
        self.fields["corrects"].queryset = old  # type: ignore[attr-defined]
        self.fields["corrects"].label_from_instance = lambda row: row.number  # type: ignore[attr-defined]

    def plan(self, reasons: Mapping[int, str]) -> DecisionPlan:
        """What the action is told."""
        said = self.cleaned_data
        return DecisionPlan(
            said["standard"], said["villages"], reasons, said["corrects"], said["correction_reason"], self.once_key()
        )


class SignForm(RecordedForm):
    """What the signed paper says. The shared block tells who brought it in, and carries the scan."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Như trên giấy, ví dụ 45/QĐ-UBND."))
    signed_on = DayField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    signer_form = forms.ChoiceField(label=_("Thể thức ký"), choices=SignerForm.choices)
    signer_post = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=120,
        required=False,
        help_text=_("Bắt buộc khi ký thay (KT., TL., TUQ.)."),
    )

    def __init__(self, *args: Any, decision: RoundDecision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Ngày nhận bản đã ký")
        for name in ("number", "signed_on", "signer", "signer_form", "signer_post"):
            self.fields[name].initial = getattr(decision, name)

    def signature(self) -> Signature:
        """What the action is told."""
        said = self.cleaned_data
        return Signature(
            said["number"], said["signed_on"], said["signer"], SignerForm(said["signer_form"]), said["signer_post"],
            self.told(),
        )  # fmt: skip


class AnswerForm(forms.Form):
    """The day on which a refusal was answered."""

    answered_on = DayField(label=_("Ngày giao văn bản trả lời"))


class OrderForm(forms.Form):
    """Who looks at a case again, and why."""

    cause = forms.ChoiceField(label=_("Vì sao phúc tra"))
    checker = forms.ModelChoiceField(User.objects.none(), label=_("Người phúc tra"), required=False, empty_label="–")
    name = forms.CharField(
        label=_("Hoặc họ tên"), max_length=120, required=False, help_text=_("Người không có tài khoản.")
    )
    relative = forms.CharField(
        label=_("Quan hệ với hộ"), max_length=160, required=False, help_text=_("Để trống khi không phải người thân.")
    )
    ordered_on = DayField(label=_("Ngày cử"))
    due_on = DayField(label=_("Hạn"), required=False, help_text=_("Để trống thì tính theo số ngày làm việc của tỉnh."))

    def __init__(self, *args: Any, people: Any, causes: Sequence[RecheckCause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = [(cause.value, cause.label) for cause in causes]  # type: ignore[attr-defined]
        self.fields["checker"].queryset = people  # type: ignore[attr-defined]
        self.fields["ordered_on"].initial = timezone.localdate()

    def order(self) -> RecheckOrder:
        """What the action is told."""
        said = self.cleaned_data
        checker = Checker(said["checker"], said["name"], said["relative"])
        return RecheckOrder(checker, said["ordered_on"], RecheckCause(said["cause"]), said["due_on"])


class RecheckForm(RecordedForm):
    """What a re-check found, on paper."""

    finding = forms.CharField(label=_("Điều đã thấy"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, rows: Sequence[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Ngày phúc tra")
        self.fields["acted"].label = _("Người phúc tra")
        self.standards = [row.standard_id for row in rows]
        for standard in self.standards:
            self.fields[f"class_{standard}"] = forms.ChoiceField(
                label=_("Loại hộ sau phúc tra: %(standard)s") % {"standard": standard_name(standard)},
                choices=CLASS_CHOICES,
            )  # fmt: skip

    def found(self) -> RecheckFinding:
        """What the action is told."""
        said = self.cleaned_data
        return RecheckFinding(
            self.told(), said["finding"], {standard: said[f"class_{standard}"] for standard in self.standards}
        )
