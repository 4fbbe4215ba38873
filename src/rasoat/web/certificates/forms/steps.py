"""One form for each move of a certificate, with the block that every step shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.certificates.actions.reissue import WRONG
from rasoat.web.certificates.happening import Step
from rasoat.web.reviews.forms.recorded import RecordedForm

CAUSES = [("lost", _("Bị mất")), ("torn", _("Bị rách, hỏng")), (WRONG, _("Ghi sai: lập lại theo sổ hộ hôm nay"))]


class StepForm(RecordedForm):
    """A move that asks for a reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def step(self) -> Step:
        """What the action is told."""
        told = self.cleaned_data
        return Step(
            self.told(), told.get("reason", ""), told.get("document", ""), told.get("received_by", ""),
            told.get("relation", ""),
        )  # fmt: skip


class HandOutForm(StepForm):
    """To whom a paper was given."""

    received_by = forms.CharField(label=_("Người nhận"), max_length=120)
    relation = forms.CharField(
        label=_("Quan hệ với chủ hộ"), max_length=60, required=False, help_text=_("Để trống khi chủ hộ tự nhận.")
    )
    field_order = ("received_by", "relation", "happened_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Ngày nhận")
        del self.fields["reason"]


class ChangeForm(StepForm):
    """Why the members changed, and by which paper."""

    document = forms.CharField(
        label=_("Giấy tờ chứng minh"), max_length=200,
        help_text=_("Số, ngày, nơi cấp: giấy khai sinh, giấy đăng ký kết hôn, giấy chứng tử ..."),
    )  # fmt: skip


class ReissueForm(StepForm):
    """Why a new paper is needed."""

    cause = forms.ChoiceField(label=_("Vì sao"), choices=CAUSES, widget=forms.RadioSelect)
    field_order = ("cause", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].label = _("Ngày cấp lại")


FORMS: dict[str, type[StepForm]] = {
    "hand_out": HandOutForm, "change": ChangeForm, "reissue": ReissueForm, "recall": StepForm, "void": StepForm,
    "not_handed_out": StepForm,
}  # fmt: skip
SLUGS = {
    "trao": "hand_out", "bien-dong": "change", "cap-lai": "reissue", "thu-hoi": "recall", "huy": "void",
    "chua-trao": "not_handed_out",
}  # fmt: skip
"""Moves by their word in the address."""
