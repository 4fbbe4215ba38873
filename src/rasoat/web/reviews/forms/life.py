"""Forms of what happens to a case during the round."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.look.badges import CLASSES
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.enter_result import SignedResult
from rasoat.web.reviews.actions.leave_round import LEAVES
from rasoat.web.reviews.actions.record_attempt import NOT_MET
from rasoat.web.reviews.forms.recorded import RecordedForm
from rasoat.web.reviews.models import Case, Reviewer, Situation
from rasoat.web.rounds.models import Route


def _words(situations: frozenset[Situation]) -> list[tuple[str, Any]]:
    return [(each.value, each.label) for each in Situation if each in situations]


class ReasonForm(RecordedForm):
    """A step that needs nothing but its reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AttemptForm(RecordedForm):
    """A visit that led to no form."""

    situation = forms.TypedChoiceField(label=_("Vì sao chưa làm được phiếu"), choices=_words(NOT_MET), coerce=Situation)
    witness = forms.CharField(label=_("Người làm chứng"), max_length=120, help_text=_("Họ tên người đi cùng."))
    note_text = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Ngày đến")
        self.fields["acted"].label = _("Ai đã đến")


class LeaveForm(RecordedForm):
    """The household leaves the round."""

    situation = forms.TypedChoiceField(label=_("Vì sao"), choices=_words(LEAVES), coerce=Situation)
    elsewhere = forms.CharField(
        label=_("Đang có tên ở xã nào"), max_length=120, required=False,
        help_text=_("Chỉ khi hộ có tên ở xã khác: tên xã."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Liên hệ ai ở xã đó"), max_length=120, required=False, help_text=_("Chức danh, điện thoại cơ quan.")
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500)

    def note_text(self) -> str:
        """What the page of the case shows of another residence: commune and contact, nothing else."""
        said = self.cleaned_data
        if said["situation"] != Situation.ELSEWHERE or not said["elsewhere"]:
            return ""
        told = _("Đang có tên ở %(commune)s") % {"commune": said["elsewhere"]}
        return f"{told}, {_('liên hệ')} {said['contact']}" if said["contact"] else str(told)

    def clean(self) -> dict[str, Any]:
        """Another residence needs the name of its commune."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("situation") == Situation.ELSEWHERE and not said.get("elsewhere"):
            self.add_error("elsewhere", _("Ghi tên xã nơi hộ đang có tên."))
        return said


class HeadDiedForm(RecordedForm):
    """The head died, and no new head is named yet."""

    on = DayField(label=_("Ngày mất"))
    note_text = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Ngày được báo")
        self.fields["acted"].label = _("Ai báo")


class RelativeForm(RecordedForm):
    """The reviewer is a relative of the household."""

    relation = forms.CharField(label=_("Quan hệ với hộ"), max_length=80, help_text=_("Ví dụ: em ruột, con rể."))
    by = forms.ModelChoiceField(
        Reviewer.objects.none(), label=_("Người thay"), required=False, empty_label=_("Chưa có")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Reviewer.objects.filter(review__round=case.round_id, review__village=case.village_id)
        field = self.fields["by"]
        field.queryset = rows.filter(ended_on__isnull=True).exclude(name=case.reviewer_name)  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: row.name  # type: ignore[attr-defined]


class ResultForm(RecordedForm):
    """The class that a signed list gives, under one standard."""

    standard_id = forms.ChoiceField(label=_("Theo chuẩn"))
    household_class = forms.ChoiceField(
        label=_("Loại hộ trong danh sách"),
        choices=[("", "–"), *((code, badge.label) for code, badge in CLASSES.items())],
    )
    document = forms.CharField(label=_("Danh sách, quyết định"), max_length=200, help_text=_("Số, ngày, nơi ký."))
    income_score = forms.IntegerField(label=_("Điểm A (B1), nếu có"), min_value=0, max_value=999, required=False)
    deprivation_score = forms.IntegerField(label=_("Điểm B (B2), nếu có"), min_value=0, max_value=999, required=False)
    reason = forms.CharField(label=_("Lý do ghi trong danh sách"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entered = case.round.standards.filter(route=Route.ENTERED)
        self.fields["standard_id"].choices = [  # type: ignore[attr-defined]
            (each.standard_id, standard_name(each.standard_id)) for each in entered
        ]
        self.fields["version"].initial = case.version

    def said(self) -> SignedResult:
        """What the action is told."""
        told = self.cleaned_data
        return SignedResult(
            told["standard_id"], told["household_class"], told["document"], told["income_score"],
            told["deprivation_score"], told["reason"],
        )  # fmt: skip
