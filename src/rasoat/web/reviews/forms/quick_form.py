"""The quick form (Phiếu A) of a household: yes or no to each question of the province, and the outcome on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.reviews.actions.record_quick_form import QuickDraft
from rasoat.web.reviews.forms.recorded import RecordedForm
from rasoat.web.reviews.listing.quick_form import quick_form_of
from rasoat.web.reviews.models import Case, QuickOutcome


class QuickFormForm(RecordedForm):
    """Questions `q1`, `q2`, ... in the order of the province's form; then what the paper says came of it."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = quick_form_of(case.round).items
        for at, item in enumerate(self.items, 1):
            self.fields[f"q{at}"] = forms.TypedChoiceField(
                label=f"{at}. {item}", choices=[("1", _("Có")), ("0", _("Không"))], widget=forms.RadioSelect,
                coerce=lambda said: said == "1",
            )  # fmt: skip
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Kết quả ghi trên phiếu"), choices=[("", "–"), *QuickOutcome.choices]
        )
        self.fields["reason"] = forms.CharField(
            label=_("Lý do"), max_length=500, required=False, help_text=_("Bắt buộc, trừ khi đạt.")
        )
        self.fields["happened_on"].label = _("Ngày làm phiếu")

    def draft(self) -> QuickDraft:
        """What the action is told."""
        said = self.cleaned_data
        answers = [said[f"q{at}"] for at in range(1, len(self.items) + 1)]
        return QuickDraft(answers, QuickOutcome(said["outcome"]), self.told(), said["reason"])
