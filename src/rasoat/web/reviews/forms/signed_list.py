"""The form that takes a signed list in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.actions.take_list import ListDraft
from rasoat.web.reviews.forms.recorded import RecordedForm


class SignedListForm(RecordedForm):
    """A workbook with the class of each household, and the paper that it was typed from."""

    standard_id = forms.ChoiceField(label=_("Theo chuẩn"))
    village = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Của thôn"), required=False, empty_label=_("Cả xã"), to_field_name="key"
    )
    document = forms.CharField(label=_("Danh sách, quyết định"), max_length=200, help_text=_("Số, ngày, nơi ký."))
    file = forms.FileField(label=_("Tệp Excel"), help_text=_("Sổ .xlsx: tệp mẫu ở trên, hoặc bảng có cột Loại hộ."))

    def __init__(self, *args: Any, standards: Sequence[tuple[str, str]], villages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard_id"].choices = list(standards)  # type: ignore[attr-defined]
        field = self.fields["village"]
        field.queryset = villages  # type: ignore[attr-defined]
        field.label_from_instance = lambda unit: unit.full_name  # type: ignore[attr-defined]
        self.fields["happened_on"].label = _("Ngày ký danh sách")
        self.fields["happened_on"].initial = None
        self.fields["acted"].label = _("Ai đã ký")
        self.fields["on_behalf"].initial = True
        self.fields["paper"].label = _("Bản chụp danh sách đã ký")

    def draft(self) -> ListDraft:
        """What the action is told."""
        said = self.cleaned_data
        return ListDraft(said["standard_id"], said["document"], said["file"], self.told(), said["village"])
