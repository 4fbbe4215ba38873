"""Forms of samples. Rules live in the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.models import User
from rasoat.web.register.forms.fields import DayField
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.record_recheck import RecheckFinding
from rasoat.web.reviews.forms.later import CLASS_CHOICES
from rasoat.web.reviews.forms.recorded import RecordedForm
from rasoat.web.reviews.recheck import Checker
from rasoat.web.rounds.models import Round


class PromiseForm(forms.Form):
    """The size of a sample, by which document."""

    standard = forms.ChoiceField(label=_("Xếp tầng theo loại hộ của chuẩn"))
    share = forms.IntegerField(
        label=_("Phần nghìn số hộ của mỗi tầng"), help_text=_("Tầng: hộ cùng thôn, cùng loại. 50 là 5 %.")
    )
    least = forms.IntegerField(label=_("Ít nhất mỗi tầng (hộ)"), min_value=0, max_value=1000)
    document = forms.CharField(label=_("Theo văn bản"), max_length=200)

    def __init__(self, *given: Any, row: Round, **named: Any) -> None:
        super().__init__(*given, **named)
        choice = self.fields["standard"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(each.standard_id, standard_name(each.standard_id)) for each in row.standards.all()]


class AssignForm(forms.Form):
    """Who looks again, until when: an account or a name."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Người phúc tra (tài khoản)"), required=False)
    name = forms.CharField(label=_("Hoặc họ tên"), max_length=120, required=False)
    relative = forms.CharField(label=_("Quan hệ với hộ (nếu là người thân)"), max_length=160, required=False)
    on = DayField(label=_("Ngày cử"))
    due = DayField(label=_("Hạn"))

    def __init__(self, *given: Any, people: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choice = self.fields["user"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = people

    def checker(self) -> Checker:
        """What the action is told."""
        said = self.cleaned_data
        return Checker(said["user"], said["name"], said["relative"])


class AssignManyForm(AssignForm):
    """The same for all households of a place that nobody has yet. `places`: key of the unit, words."""

    place = forms.ChoiceField(label=_("Hộ của nơi nào"))
    field_order = ("place",)

    def __init__(self, *given: Any, places: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        del self.fields["relative"]
        choice = self.fields["place"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = places

    def checker(self) -> Checker:
        """What the action is told."""
        return Checker(self.cleaned_data["user"], self.cleaned_data["name"])


class BlindForm(RecordedForm):
    """What was found, without a word of what stood before. `standards` of the round, a class for each."""

    finding = forms.CharField(
        label=_("Đã thấy gì"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ghi căn cứ xếp loại: nhà ở, việc làm, thu nhập, tài sản, các dịch vụ còn thiếu."),
    )

    def __init__(self, *given: Any, standards: list[str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.standards = standards
        for code in standards:
            self.fields[code] = forms.ChoiceField(label=standard_name(code), choices=CLASS_CHOICES)

    def found(self) -> RecheckFinding:
        """What the action is told."""
        said = self.cleaned_data
        return RecheckFinding(self.told(), said["finding"], {code: said[code] for code in self.standards})
