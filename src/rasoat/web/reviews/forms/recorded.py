"""The block that every form of a step shares: the day, who acted, on behalf or not, the scan."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.forms.fields import DayField
from rasoat.web.reviews.forms.sent_once import SentOnceForm
from rasoat.web.reviews.recording import Told

RECORDED = ("happened_on", "on_behalf", "acted", "paper")
"""Names of the shared fields, in their order."""


class RecordedForm(SentOnceForm):
    """Fields of a step on paper. Templates show them by `reviews/parts/recorded_fields.html`."""

    happened_on = DayField(label=_("Ngày xảy ra"))
    on_behalf = forms.BooleanField(
        label=_("Nhập thay từ giấy đã ký"), required=False,
        help_text=_("Đánh dấu khi người làm việc này không tự nhập."),
    )  # fmt: skip
    acted = forms.CharField(
        label=_("Ai đã làm"), max_length=160, required=False,
        help_text=_("Họ tên, chức danh. Bắt buộc khi nhập thay."),
    )  # fmt: skip
    paper = forms.FileField(label=_("Bản chụp giấy"), required=False, help_text=_("Ảnh hoặc PDF; không bắt buộc."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate()

    def told(self) -> Told:
        """What the action is told."""
        said = self.cleaned_data
        return Told(said["happened_on"], said["acted"], said["on_behalf"], said.get("paper"), self.once_key())

    @property
    def shared_fields(self) -> list[forms.BoundField]:
        """The fields of this block, for its template."""
        return [self[name] for name in RECORDED]

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The visible fields of the form besides this block."""
        return [field for field in self.visible_fields() if field.name not in RECORDED]
