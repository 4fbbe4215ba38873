"""The form of a single confirmation: as few keys as can be."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.certificates.actions.confirm_status import Wish
from rasoat.web.certificates.models import Purpose
from rasoat.web.register.models import Member
from rasoat.web.reviews.models import SignerForm


class ConfirmForm(forms.Form):
    """For whom, for what, who signs."""

    purpose = forms.ChoiceField(label=_("Dùng cho"), choices=Purpose.choices, widget=forms.RadioSelect)
    member = forms.ChoiceField(label=_("Xác nhận cho"))
    note = forms.CharField(
        label=_("Nơi nhận, nội dung"), max_length=200, required=False,
        help_text=_("Ví dụ: Trường THPT ...; việc khác thì ghi rõ việc gì."),
    )  # fmt: skip
    standard = forms.ChoiceField(label=_("Theo chuẩn"))
    with_number = forms.BooleanField(
        label=_("In số định danh"), required=False, help_text=_("Chỉ khi nơi nhận yêu cầu; việc này được ghi nhật ký.")
    )
    signer_form = forms.ChoiceField(label=_("Ký thay"), choices=SignerForm.choices)
    signer_post = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signer = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, members: Sequence[Member], standards: Sequence[tuple[str, str]], may_number: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs["initial"] = {"client_key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.members = {str(member.public_id): member for member in members}
        choices = [(key, member.full_name) for key, member in self.members.items()] or [("", str(_("Chủ hộ")))]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]
        self.fields["member"].required = bool(members)
        self.fields["standard"].choices = standards  # type: ignore[attr-defined]
        if not may_number:
            del self.fields["with_number"]

    def clean(self) -> dict[str, Any]:
        """Another purpose is named."""
        told = super().clean() or {}
        if told.get("purpose") == Purpose.OTHER and not told.get("note"):
            self.add_error("note", _("Ghi rõ giấy dùng vào việc gì."))
        return told

    def wish(self) -> Wish:
        """What the action is told."""
        told = self.cleaned_data
        return Wish(
            Purpose(told["purpose"]), told["note"], self.members.get(told["member"]), told["standard"],
            bool(told.get("with_number")), told["signer"], told["signer_form"], told["signer_post"],
            told["client_key"],
        )  # fmt: skip
