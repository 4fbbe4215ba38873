"""Forms of one person: in a household's list, alone, and health facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.survey.dates import WrittenDate
from rasoat.survey.personal_id import findings
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.forms.base import OccasionForm
from rasoat.web.register.forms.fields import NUMBER_WIDGET, BirthField, DayField, WordField, YesNoField
from rasoat.web.register.models import Member, NumberKind
from rasoat.web.register.to_dos import FINDINGS
from rasoat.web.register.words import HEALTH_WORDS
from rasoat.web.register.words import MEMBER_WORDS as WORDS

FIELD_ORDER = (
    "full_name",
    "relation",
    "sex",
    "birth",
    "ethnicity",
    "personal_id",
    "drop_personal_id",
    "old_id",
    "drop_old_id",
    "activity",
    "has_health_insurance",
    "education_level",
    "attends_school",
    "school_level",
    "gets_social_allowance",
    "correction",
    "on",
    "reason",
    "document",
    "paper",
)
"""As on the paper form: the person, the numbers, work and school, then what happened and when."""


class MemberFields(forms.Form):
    """The facts of a person that are typed."""

    full_name = forms.CharField(label=WORDS["full_name"], max_length=120)
    relation = WordField("relation", label=WORDS["relation"])
    sex = WordField("sex", label=WORDS["sex"])
    birth = BirthField(label=_("Ngày hoặc năm sinh"))
    ethnicity = WordField("ethnicity", label=WORDS["ethnicity"])
    personal_id = forms.CharField(
        label=_("Số định danh / CCCD"), required=False, max_length=20, widget=forms.TextInput(attrs=NUMBER_WIDGET)
    )
    old_id = forms.CharField(
        label=_("Số CMND"), required=False, max_length=20, widget=forms.TextInput(attrs=NUMBER_WIDGET)
    )
    activity = WordField("activity", label=WORDS["activity"])
    has_health_insurance = YesNoField(label=WORDS["has_health_insurance"])
    education_level = WordField("education_level", label=WORDS["education_level"])
    attends_school = YesNoField(label=WORDS["attends_school"])
    school_level = WordField("school_level", label=WORDS["school_level"])
    gets_social_allowance = YesNoField(label=WORDS["gets_social_allowance"])

    def values(self) -> dict[str, Any]:
        """Columns of the member as typed."""
        told = {name: self.cleaned_data[name] for name in self.fields if name in WORDS}
        born: WrittenDate | None = self.cleaned_data["birth"]
        told["sex"] = int(told["sex"]) if told["sex"] else None
        return told | {"birth_date": born.day if born else None, "birth_year": born.year if born else None}

    def draft(self) -> MemberDraft:
        """A person to be written."""
        told = self.cleaned_data
        return MemberDraft(**self.values(), personal_id=told.get("personal_id", ""), old_id=told.get("old_id", ""))

    def warnings(self) -> list[str]:
        """What looks odd about the number; it is kept all the same and becomes a to-do."""
        values = self.values()
        found = findings(self.cleaned_data.get("personal_id", "").strip(), values["sex"], values["birth_year"])
        return [str(FINDINGS.get(str(one), one)) for one in found]


class MemberRow(MemberFields):
    """One line of the list in the form of a new household; a line without any word is left out."""

    field_order = (
        "full_name",
        "relation",
        "sex",
        "birth",
        "ethnicity",
        "personal_id",
        "activity",
        "has_health_insurance",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in self.field_order]:
            del self.fields[name]


class NewMemberForm(MemberFields, OccasionForm):
    """A person who comes into a household."""

    field_order = FIELD_ORDER


class EditMemberForm(MemberFields, OccasionForm):
    """What is known of a person; an empty number field keeps the number that is there."""

    correction = forms.TypedChoiceField(
        label=_("Thay đổi này là"),
        coerce=lambda told: told == "1",
        initial="0",
        widget=forms.RadioSelect,
        choices=[("0", _("Thay đổi thật, từ ngày ghi ở dưới")), ("1", _("Đính chính: trước đây ghi sai"))],
    )
    drop_personal_id = forms.BooleanField(label=_("Xóa số định danh đang ghi"), required=False)
    drop_old_id = forms.BooleanField(label=_("Xóa số CMND đang ghi"), required=False)

    field_order = FIELD_ORDER

    def __init__(self, *args: Any, member: Member, tails: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (NumberKind.PERSONAL_ID, NumberKind.OLD_ID):
            if name in tails:
                self.fields[name].help_text = _("Đang ghi số kết thúc bằng %(tail)s; để trống thì giữ nguyên.") % {
                    "tail": tails[name]
                }
            else:
                del self.fields[f"drop_{name}"]
        self.member = member

    def numbers(self) -> dict[NumberKind, str]:
        """Numbers that are typed or dropped, by kind."""
        told = {}
        for kind in (NumberKind.PERSONAL_ID, NumberKind.OLD_ID):
            if self.cleaned_data.get(f"drop_{kind}"):
                told[kind] = ""
            elif self.cleaned_data[kind].strip():
                told[kind] = self.cleaned_data[kind]
        return told


class HealthForm(OccasionForm):
    """Health facts of a person."""

    disability_degree = WordField("disability_degree", label=HEALTH_WORDS["disability_degree"])
    pregnant = YesNoField(label=HEALTH_WORDS["pregnant"])
    malnourished = YesNoField(label=HEALTH_WORDS["malnourished"])
    weight_kg = forms.DecimalField(
        label=HEALTH_WORDS["weight_kg"], required=False, min_value=0, max_value=300, max_digits=5, decimal_places=2
    )
    height_cm = forms.DecimalField(
        label=HEALTH_WORDS["height_cm"], required=False, min_value=0, max_value=250, max_digits=5, decimal_places=1
    )
    measured_on = DayField(label=HEALTH_WORDS["measured_on"], required=False)
    correction = forms.BooleanField(label=_("Đính chính: trước đây ghi sai"), required=False)

    field_order = (*HEALTH_WORDS, "correction")

    def told(self) -> dict[str, Any]:
        """The facts as they are sealed."""
        facts = {name: self.cleaned_data[name] for name in HEALTH_WORDS}
        for name in ("weight_kg", "height_cm"):
            facts[name] = float(facts[name]) if facts[name] is not None else None
        facts["measured_on"] = facts["measured_on"].isoformat() if facts["measured_on"] else None
        return facts


def initial_of(member: Member) -> dict[str, Any]:
    """What the form of a member shows at first."""
    known = {name: getattr(member, name) for name in WORDS if hasattr(member, name)}
    born = WrittenDate(member.birth_year, member.birth_date) if member.birth_year else None
    return known | {"birth": born, "sex": str(member.sex or ""), "version": member.version}
