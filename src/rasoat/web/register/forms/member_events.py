"""Events of one person: birth, joining, death, leaving, head."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.actions.add_member import add_member
from rasoat.web.register.actions.change_head import change_head
from rasoat.web.register.actions.member_left import member_left
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.actions.record_death import record_death
from rasoat.web.register.forms.event_base import OCCASION, EventForm
from rasoat.web.register.forms.member import MemberFields, NewMemberForm
from rasoat.web.register.models import HouseholdEvent


class BirthEvent(MemberFields, EventForm):
    """A child is born."""

    slug, label, icon = "sinh", _("Sinh"), "baby"
    asks = _("Một em bé được sinh ra trong hộ.")
    columns = _("Biểu 2, 3 dòng nhân khẩu: cột 8 (tăng khác) của loại hộ hiện nay. Số hộ không đổi.")
    field_order = (
        "full_name",
        "sex",
        "birth",
        "ethnicity",
        "relation",
        "personal_id",
        "has_health_insurance",
        *OCCASION,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (
            "old_id",
            "activity",
            "education_level",
            "attends_school",
            "school_level",
            "gets_social_allowance",
        ):
            del self.fields[name]
        self.fields["relation"].initial = "child"

    def run(self) -> HouseholdEvent:
        return record_birth(self.acting, self.home, self.draft(), self.occasion(), version=self.cleaned_data["version"])


class JoinEvent(NewMemberForm, EventForm):
    """Somebody joins."""

    slug, label, icon = "them-thanh-vien", _("Thêm thành viên"), "user-plus"
    asks = _("Có người về ở cùng hộ: kết hôn, trở về, nhận con nuôi.")
    columns = _("Biểu 2, 3 dòng nhân khẩu: cột 8 (tăng khác). Số hộ không đổi.")

    def run(self) -> HouseholdEvent:
        return add_member(self.acting, self.home, self.draft(), self.occasion(), version=self.cleaned_data["version"])


class CompleteEvent(JoinEvent):
    """Somebody had been there all along and was not written down."""

    slug, label, icon = "bo-sung-thanh-vien", _("Bổ sung thành viên còn thiếu"), "user-check"
    asks = _("Người vốn đã ở trong hộ nhưng danh sách trước đây chưa ghi.")
    columns = _("Không vào cột biến động nào: đây là bổ sung hồ sơ.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = _("Bổ sung thành viên còn thiếu trong danh sách")

    def run(self) -> HouseholdEvent:
        told = self.cleaned_data
        return add_member(
            self.acting, self.home, self.draft(), self.occasion(), was_there=True, version=told["version"]
        )


class LeavingForm(EventForm):
    """A member goes; a new head when it is the head."""

    member = forms.ChoiceField(label=_("Thành viên"))
    new_head = forms.ChoiceField(label=_("Chủ hộ mới"), required=False, help_text=_("Chỉ khi người này là chủ hộ."))
    field_order = ("member", *OCCASION, "new_head")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_relations()


class DeathEvent(LeavingForm):
    """A member dies."""

    slug, label, icon = "chet", _("Chết"), "user-x"
    asks = _(
        "Một thành viên qua đời. Chủ hộ qua đời thì chọn chủ hộ mới; người duy nhất của hộ qua đời thì hộ kết thúc."
    )
    columns = _("Biểu 2, 3 dòng nhân khẩu: cột 4 (giảm khác). Hộ chỉ có một người: cả dòng hộ, cột 4.")

    def run(self) -> HouseholdEvent:
        member = self.chosen("member")
        assert member is not None
        return record_death(
            self.acting,
            self.home,
            member,
            self.occasion(),
            new_head=self.chosen("new_head"),
            relations=self.relations(),
            version=self.cleaned_data["version"],
        )


class LeftEvent(LeavingForm):
    """A member leaves."""

    slug, label, icon = "ra-khoi-ho", _("Thành viên ra khỏi hộ"), "user-minus"
    asks = _("Một thành viên đi khỏi hộ (kết hôn, đi ở nơi khác); hộ vẫn còn.")
    columns = _("Biểu 2, 3 dòng nhân khẩu: cột 4 (giảm khác). Số hộ không đổi.")

    def run(self) -> HouseholdEvent:
        member = self.chosen("member")
        assert member is not None
        return member_left(
            self.acting,
            self.home,
            member,
            self.occasion(),
            new_head=self.chosen("new_head"),
            relations=self.relations(),
            version=self.cleaned_data["version"],
        )


class HeadEvent(EventForm):
    """Another head."""

    slug, label, icon = "doi-chu-ho", _("Đổi chủ hộ"), "user-cog"
    asks = _("Thành viên khác trong hộ làm chủ hộ.")
    columns = _("Không vào cột biến động nào; biểu về nữ chủ hộ và dân tộc theo chủ hộ mới.")
    new_head = forms.ChoiceField(label=_("Chủ hộ mới"))
    field_order = ("new_head", *OCCASION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_relations()

    def run(self) -> HouseholdEvent:
        return change_head(
            self.acting,
            self.home,
            self.chosen("new_head"),
            self.occasion(),
            relations=self.relations(),
            version=self.cleaned_data["version"],
        )
