"""Forms of reports. Rules live in the actions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Level, Unit
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.words import standard_choices
from rasoat.web.reporting.actions.order_report import ReportDraft
from rasoat.web.reporting.models import NtmBasis, ReportKind
from rasoat.web.rounds.models import Round

FIRST, LAST = 1993, 2100


class RoundReportForm(forms.Form):
    """A report out of a round."""

    kind = forms.ChoiceField(
        label=_("Loại báo cáo"),
        choices=[(kind.value, kind.label) for kind in (ReportKind.PRELIMINARY, ReportKind.OFFICIAL)],
    )
    round = forms.ModelChoiceField(Round.objects.none(), label=_("Đợt rà soát"), empty_label=None)
    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), empty_label=None)
    standard = forms.ChoiceField(label=_("Chuẩn nghèo"), choices=standard_choices)

    def __init__(self, *given: Any, rounds: Any, places: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _offer(self, "round", rounds)
        _offer(self, "place", places)

    def draft(self) -> ReportDraft:
        """What the action is told."""
        said = self.cleaned_data
        return ReportDraft(said["kind"], said["place"], said["standard"], said["round"].year, round=said["round"])


class YearReportForm(forms.Form):
    """A report of a month or of years."""

    kind = forms.ChoiceField(
        label=_("Loại báo cáo"),
        choices=[(kind.value, kind.label) for kind in (ReportKind.MONTHLY, ReportKind.NTM, ReportKind.EVALUATION)],
    )
    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), empty_label=None)
    standard = forms.ChoiceField(label=_("Chuẩn nghèo"), choices=standard_choices)
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST, max_value=LAST)
    month = forms.IntegerField(
        label=_("Tháng"), min_value=1, max_value=12, required=False, help_text=_("Chỉ cho báo cáo tháng.")
    )
    first_year = forms.IntegerField(
        label=_("Năm đầu"), min_value=FIRST, max_value=LAST, required=False, help_text=_("Chỉ cho đánh giá cuối kỳ.")
    )

    def __init__(self, *given: Any, places: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _offer(self, "place", places)
        if not places.filter(level=Level.PROVINCE).exists():
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [(each.value, each.label) for each in (ReportKind.MONTHLY, ReportKind.EVALUATION)]

    def clean(self) -> dict[str, Any]:
        """An evaluation is of several years: the first one is named."""
        said = super().clean() or {}
        if said.get("kind") == ReportKind.EVALUATION and not said.get("first_year") and "first_year" in said:
            self.add_error("first_year", _("Ghi năm đầu của kỳ đánh giá."))
        return said

    def draft(self) -> ReportDraft:
        """What the action is told."""
        said = self.cleaned_data
        first = said["first_year"] if said["kind"] == ReportKind.EVALUATION else None
        return ReportDraft(
            said["kind"], said["place"], said["standard"], said["year"],
            said["month"] or 0 if said["kind"] == ReportKind.MONTHLY else 0, first,
        )  # fmt: skip


class CompareForm(forms.Form):
    """A figure published elsewhere. `cell`: table, row and column joined by `|`."""

    cell = forms.ChoiceField(label=_("Ô trong báo cáo"))
    value = forms.DecimalField(label=_("Số đã công bố"), max_digits=12, decimal_places=2, localize=True)
    source = forms.CharField(label=_("Nguồn"), max_length=200)

    def __init__(self, *given: Any, cells: list[tuple[str, str]], rates: set[str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.rates = rates
        choice = self.fields["cell"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = cells

    def clean(self) -> dict[str, Any]:
        """Counts are whole; rates become hundredths."""
        said = super().clean() or {}
        value, cell = said.get("value"), said.get("cell")
        if value is not None and cell:
            told: Decimal = value * 100 if cell in self.rates else value
            if told != int(told):
                self.add_error("value", _("Ô này là số nguyên."))
            said["told"] = int(told)
        return said


class ThresholdForm(forms.Form):
    """The threshold of the poverty criterion."""

    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Áp dụng cho"), empty_label=None)
    standard = forms.ChoiceField(label=_("Chuẩn nghèo"), choices=standard_choices)
    basis = forms.ChoiceField(label=_("Tỷ lệ tính trên"), choices=NtmBasis.choices)
    most = forms.DecimalField(
        label=_("Tỷ lệ cao nhất (%)"), min_value=0, max_value=100, decimal_places=2, localize=True
    )
    document = forms.CharField(label=_("Theo văn bản"), max_length=200)
    valid_from = DayField(label=_("Áp dụng từ ngày"))

    def __init__(self, *given: Any, places: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _offer(self, "place", places)


class NationForm(forms.Form):
    """Which sums of provinces are shown."""

    loai = forms.ChoiceField(
        label=_("Loại báo cáo"), choices=[(k.value, k.label) for k in (ReportKind.OFFICIAL, ReportKind.PRELIMINARY)]
    )
    nam = forms.IntegerField(label=_("Năm"), min_value=FIRST, max_value=LAST)
    chuan = forms.ChoiceField(label=_("Chuẩn nghèo"), choices=standard_choices)


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    choice = form.fields[name]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = rows
