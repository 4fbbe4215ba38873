"""Events of a whole household: moving, ending, splitting, merging."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive, named, villages
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.actions.merge_households import merge_households
from rasoat.web.register.actions.move_household import move_household
from rasoat.web.register.actions.record_hardship import record_hardship
from rasoat.web.register.actions.split_household import split_household
from rasoat.web.register.forms.event_base import OCCASION, EventForm
from rasoat.web.register.models import EventKind, Hardship, HouseholdEvent
from rasoat.web.register.queries import household_by_code


class MoveEvent(EventForm):
    """A move inside the province."""

    slug, label, icon = "chuyen-trong-tinh", _("Chuyển trong tỉnh"), "truck"
    asks = _("Cả hộ chuyển sang thôn khác hoặc xã khác cùng tỉnh; lịch sử của hộ đi theo.")
    columns = _("Khác xã: biểu 2, 3 cột 4 ở xã cũ và cột 8 ở xã mới. Cùng xã: không vào cột nào của xã.")
    commune = forms.ModelChoiceField(Unit.objects.none(), label=_("Xã đến"))
    village = forms.CharField(
        label=_("Thôn đến"),
        required=False,
        max_length=120,
        help_text=_("Gõ tên thôn; để trống nếu xã mới sẽ xếp thôn."),
    )
    address = forms.CharField(label=_("Nơi ở mới"), required=False, max_length=250)
    field_order = ("commune", "village", "address", *OCCASION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = Unit.objects.filter(alive(timezone.localdate()), level=Level.COMMUNE, province=self.home.province_id)
        self.fields["commune"].queryset = communes.order_by("sort_key")  # type: ignore[attr-defined]
        self.fields["commune"].initial = self.home.commune_id

    def run(self) -> HouseholdEvent:
        told = self.cleaned_data
        village = village_named(told["commune"], told["village"])
        return move_household(
            self.acting,
            self.home,
            told["commune"],
            village,
            self.occasion(),
            address=told["address"],
            version=told["version"],
        )


class MovedOutEvent(EventForm):
    """The household leaves the province."""

    slug, label, icon = "chuyen-di", _("Chuyển đi khỏi tỉnh"), "log-out"
    asks = _("Cả hộ chuyển sang tỉnh khác. Hồ sơ ở lại để xem, không sửa được nữa.")
    columns = _("Biểu 2 hoặc 3 (theo loại hộ hiện nay): cột 4 (giảm khác).")

    def run(self) -> HouseholdEvent:
        told = self.cleaned_data
        return end_household(self.acting, self.home, self.occasion(), kind=EventKind.MOVED_OUT, version=told["version"])


class EndedEvent(EventForm):
    """The household no longer exists."""

    slug, label, icon = "ket-thuc", _("Kết thúc hộ"), "circle-x"
    asks = _("Hộ không còn vì lý do khác (ghi rõ). Người duy nhất qua đời thì ghi Chết.")
    columns = _("Biểu 2 hoặc 3 (theo loại hộ hiện nay): cột 4 (giảm khác).")

    def run(self) -> HouseholdEvent:
        return end_household(self.acting, self.home, self.occasion(), version=self.cleaned_data["version"])


class HardshipEvent(EventForm):
    """Something befell the household."""

    slug, label, icon = "rui-ro", _("Gặp rủi ro, biến cố"), "triangle-alert"
    asks = _(
        "Thiên tai, ốm đau nặng, người đi xa trở về. Không đổi thông tin nào của hộ; hộ được nhắc khi lập danh sách."
    )
    columns = _("Không vào cột nào của biểu 2, 3. Hộ hiện ở “Có thể bỏ sót” của đợt rà soát sau.")
    cause = forms.ChoiceField(label=_("Việc gì"), choices=Hardship.choices, widget=forms.RadioSelect)
    field_order = ("cause", *OCCASION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Ghi ngắn gọn việc đã xảy ra; không ghi tên bệnh.")
        self.fields["reason"].required = True

    def run(self) -> HouseholdEvent:
        cause = Hardship(self.cleaned_data["cause"])
        version = self.cleaned_data["version"]
        return record_hardship(self.acting, self.home, cause, self.occasion(), version=version)


class SplitEvent(EventForm):
    """Some members make a new household."""

    slug, label, icon = "tach-ho", _("Tách hộ"), "split"
    asks = _("Một số thành viên ra ở riêng thành hộ mới cùng xã. Hộ cũ giữ mã và lịch sử.")
    columns = _("Hộ mới: biểu 2 hoặc 3 cột 8 khi được công nhận. Nhân khẩu ra đi: cột 4 của hộ cũ.")
    leaving = forms.TypedMultipleChoiceField(label=_("Ai ra ở riêng"), coerce=int, widget=forms.CheckboxSelectMultiple)
    head = forms.ChoiceField(label=_("Chủ hộ của hộ mới"))
    old_head = forms.ChoiceField(
        label=_("Chủ hộ của hộ cũ"), required=False, help_text=_("Chỉ khi chủ hộ hiện nay ra ở riêng.")
    )
    village = forms.CharField(
        label=_("Thôn của hộ mới"), required=False, max_length=120, help_text=_("Để trống thì cùng thôn.")
    )
    address = forms.CharField(label=_("Nơi ở của hộ mới"), required=False, max_length=250)
    field_order = ("leaving", "head", "old_head", "village", "address", *OCCASION)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_relations()

    def run(self) -> HouseholdEvent:
        told = self.cleaned_data
        leaving = [row for row in self.members if row.pk in told["leaving"]]
        return split_household(
            self.acting,
            self.home,
            leaving,
            self.chosen("head"),
            self.occasion(),
            old_head=self.chosen("old_head"),
            village=village_named(self.home.commune, told["village"]),
            address=told["address"],
            relations=self.relations(),
            version=told["version"],
        )


class MergeEvent(EventForm):
    """The household joins another one."""

    slug, label, icon = "nhap-ho", _("Nhập hộ"), "merge"
    asks = _("Hộ này về ở chung và nhập vào hộ khác cùng xã. Hộ này kết thúc, các thành viên sang hộ kia.")
    columns = _("Hộ này: biểu 2 hoặc 3 cột 4. Nhân khẩu sang hộ kia: cột 8.")
    into = forms.CharField(label=_("Mã hộ sẽ nhập vào"), max_length=24)
    field_order = ("into", *OCCASION)

    def run(self) -> HouseholdEvent:
        into = household_by_code(self.acting, self.cleaned_data["into"])
        if into is None:
            raise RefusedError(
                gettext("Không thấy hộ có mã này trong địa bàn của bạn."),
                remedy=gettext("Xem mã ở trang hộ đó."),
                field="into",
            )
        return merge_households(self.acting, self.home, into, self.occasion(), version=self.cleaned_data["version"])


def village_named(commune: Unit, text: str) -> Unit | None:
    """The village that people mean by its name; None for an empty text. Raises `RefusedError`."""
    if not text.strip():
        return None
    found = list(named(villages(commune, timezone.localdate()), text)[:2])
    exact = [
        row
        for row in found
        if row.name.lower() == text.strip().lower() or row.full_name.lower() == text.strip().lower()
    ]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    problem = gettext("Có nhiều thôn giống “%(text)s”.") if found else gettext("%(commune)s không có thôn “%(text)s”.")
    told = {"text": text, "commune": commune.full_name}
    raise RefusedError(problem % told, remedy=gettext("Gõ đủ tên thôn."), field="village")
