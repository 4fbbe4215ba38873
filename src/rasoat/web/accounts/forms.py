"""Forms of the own account and of people."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.dates import date_field
from rasoat.web.accounts.duties import APART, pair_code
from rasoat.web.accounts.granting import grantable_roles
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.picker import UnitField, UnitPicker
from rasoat.web.accounts.queries import units_for_role
from rasoat.web.accounts.slips import DAYS, LONGEST_DAYS


class PlainForm(forms.Form):
    """A form whose labels end without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


def password_input(complete: str) -> forms.PasswordInput:
    """A password field that is never kept as a draft; `complete`: what the browser may fill in."""
    return forms.PasswordInput(attrs={"autocomplete": complete, "data-private": ""})


class NewPasswordForm(PlainForm):
    """A new password, typed twice."""

    password1 = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        widget=password_input("new-password"),
        help_text=_("Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất. Không dùng tên mình hay mật khẩu phổ biến."),
    )
    password2 = forms.CharField(label=_("Nhập lại mật khẩu mới"), strip=False, widget=password_input("new-password"))

    def clean_password2(self) -> str:
        """Both must be the same."""
        again = str(self.cleaned_data["password2"])
        if again != self.cleaned_data.get("password1", again):
            raise ValidationError(_("Hai lần nhập không giống nhau. Nhập lại."))
        return again


class ChangePasswordForm(NewPasswordForm):
    """The current password, then the new one twice."""

    field_order = ("current", "password1", "password2")
    current = forms.CharField(label=_("Mật khẩu hiện tại"), strip=False, widget=password_input("current-password"))


class ConfirmedForm(PlainForm):
    """A form that asks for the current password, where the account already has a second factor to lose."""

    def __init__(self, request: HttpRequest, *args: Any, ask: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if ask:
            self.fields["current"] = forms.CharField(
                label=_("Mật khẩu hiện tại"),
                strip=False,
                widget=password_input("current-password"),
                help_text=_("Để chắc chắn là chính chủ tài khoản."),
            )

    def clean_current(self) -> str:
        """Wrong ones count towards the lock of the sign-in."""
        given = str(self.cleaned_data["current"])
        if not get_adapter().reauthenticate(self.request.user, given):
            raise ValidationError(_("Mật khẩu hiện tại không đúng. Nhập lại."))
        return given


class PersonForm(PlainForm):
    """Name, position and telephone of a person."""

    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Điện thoại"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class OwnProfileForm(PersonForm):
    """What one may correct oneself: not the name, which stands on papers."""

    full_name = None  # type: ignore[assignment]


class RoleForm(PlainForm):
    """A role on a unit, until when, and on which paper."""

    role = forms.ChoiceField(label=_("Vai trò"))
    unit = UnitField(label=_("Đơn vị"))
    valid_until = date_field(
        _("Đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu không biết; vai trò có thể kết thúc bất cứ lúc nào."),
    )
    document = forms.CharField(
        label=_("Văn bản giao việc"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Quyết định 15/QĐ-UBND ngày 20/8/2026."),
    )

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = grantable_roles(acting)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["role"].widget.attrs |= {
            "hx-get": reverse("accounts:units"),
            "hx-target": "#tim-don-vi",
            "hx-trigger": "change",
            "hx-include": "[name='unit_query']",
        }
        chosen = str(self.data.get("role") or self.initial.get("role") or (roles[0] if roles else ""))
        picker = cast("UnitPicker", self.fields["unit"].widget)
        picker.units = units_for_role(acting, chosen, str(self.data.get("unit_query", "")))


class InviteForm(RoleForm):
    """Whom to invite, into which role."""

    field_order = ("full_name", "position", "phone", "role", "unit", "valid_until", "document", "username", "days")
    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Điện thoại"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Để trống thì hệ thống đặt theo họ tên, ví dụ an.nguyen.van."),
    )
    days = forms.IntegerField(
        label=_("Phiếu mời có hạn (ngày)"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=DAYS,
        help_text=_("Quá hạn thì cấp phiếu khác ở trang của người đó."),
    )


class InviteListForm(PlainForm):
    """A list of people to invite, pasted or uploaded."""

    text = forms.CharField(
        label=_("Danh sách"),
        required=False,
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
        help_text=_(
            "Mỗi người một dòng: họ và tên; vai trò; đơn vị; điện thoại. Dán từ Excel cũng được. "
            "Dòng chưa có tên thì bỏ qua."
        ),
    )
    file = forms.FileField(
        label=_("Hoặc tệp Excel, CSV"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Dùng trang tính đầu tiên; nội dung tệp thay cho danh sách ở trên."),
    )
    days = forms.IntegerField(label=_("Phiếu mời có hạn (ngày)"), min_value=1, max_value=LONGEST_DAYS, initial=DAYS)
    again = forms.BooleanField(
        label=_("In phiếu khác cho người đã có tài khoản mà chưa dùng phiếu"),
        required=False,
        help_text=_("Phiếu in lần trước của họ hết tác dụng."),
    )

    def clean_text(self) -> str:
        """There must be something to look through."""
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise ValidationError(_("Chưa có danh sách. Dán vào ô này hoặc chọn một tệp."))
        return text


def _pairs_of_duties() -> list[tuple[str, str]]:
    """Roles that one person may not hold together, in words of the language shown."""
    return [
        (pair_code(pair), " + ".join(str(Role(role).label) for role in sorted(pair)))
        for pair in sorted(APART, key=pair_code)
    ]


class ExceptionForm(PlainForm):
    """A recorded exception from duties kept apart."""

    duties = forms.ChoiceField(
        label=_("Hai vai trò được kiêm"),
        choices=_pairs_of_duties,
    )
    unit = UnitField(label=_("Đơn vị"))
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.CharField(
        label=_("Văn bản cho phép"),
        max_length=200,
        help_text=_("Số, ngày, nơi ban hành; ví dụ: Công văn 12/UBND ngày 5/9/2026."),
    )
    valid_from = date_field(_("Từ ngày"))
    valid_until = date_field(_("Đến hết ngày"))


class DelegateForm(PlainForm):
    """Who stands in, and how long."""

    colleague = forms.ModelChoiceField(
        label=_("Đồng nghiệp"), queryset=User.objects.none(), empty_label=_("Chọn người")
    )
    valid_from = date_field(_("Từ ngày"))
    until = date_field(_("Đến hết ngày"), help_text=_("Không quá 90 ngày. Hết ngày này ủy quyền tự kết thúc."))
    document = forms.CharField(label=_("Văn bản ủy quyền"), max_length=200, required=False)


class TokenForm(PlainForm):
    """A token of the API."""

    name = forms.CharField(
        label=_("Tên"), max_length=80, help_text=_("Phần mềm nào dùng mã này, ví dụ: máy chủ báo cáo của Sở.")
    )
    scopes = forms.MultipleChoiceField(label=_("Được phép"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=_("Có hạn"),
        coerce=int,
        initial="90",
        choices=[("30", _("30 ngày")), ("90", _("90 ngày")), ("180", _("180 ngày")), ("365", _("1 năm"))],
    )


class PeopleFilter(PlainForm):
    """Filters of the list of people."""

    q = forms.CharField(
        label=_("Tên hoặc tên đăng nhập"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("gõ không dấu cũng được")}),
    )
    vai_tro = forms.ChoiceField(label=_("Vai trò"), required=False, choices=[("", _("Mọi vai trò")), *Role.choices])
    don_vi = forms.CharField(label=_("Đơn vị"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    trang_thai = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("active", _("Đang hoạt động")),
            ("waiting", _("Chưa dùng phiếu mời")),
            ("inactive", _("Đã ngừng")),
        ],
    )
