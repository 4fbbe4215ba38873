"""What the ledger says of accounts: actions, records and fields in words, and the page of a record."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.models import Assignment, DutyException, Invitation, User

ACTIONS = {
    "accounts.user_created": _("Tạo tài khoản"),
    "accounts.invited": _("Cấp phiếu mời"),
    "accounts.invitation_reissued": _("Cấp lại phiếu mời"),
    "accounts.invitation_revoked": _("Thu hồi phiếu mời"),
    "accounts.invitation_accepted": _("Dùng phiếu mời, đặt mật khẩu"),
    "accounts.password_reset": _("Cấp phiếu đặt lại mật khẩu"),
    "accounts.password_changed": _("Đổi mật khẩu"),
    "accounts.person_edited": _("Sửa thông tin người dùng"),
    "accounts.role_assigned": _("Giao vai trò"),
    "accounts.role_ended": _("Kết thúc vai trò"),
    "accounts.role_delegated": _("Ủy quyền"),
    "accounts.exception_granted": _("Ghi ngoại lệ kiêm nhiệm"),
    "accounts.exception_ended": _("Chấm dứt ngoại lệ kiêm nhiệm"),
    "accounts.language_chosen": _("Chọn ngôn ngữ"),
    "accounts.totp_set_up": _("Gắn ứng dụng xác thực"),
    "accounts.passkey_added": _("Thêm khóa đăng nhập"),
    "accounts.codes_printed": _("Làm phiếu mã giấy"),
    "accounts.factor_removed": _("Bỏ một cách xác thực"),
    "accounts.factors_reset": _("Bỏ xác thực hai lớp"),
    "accounts.sessions_ended": _("Kết thúc phiên đăng nhập"),
    "accounts.sign_in_unlocked": _("Mở khóa đăng nhập"),
    "accounts.user_deactivated": _("Ngừng tài khoản"),
    "accounts.user_reactivated": _("Mở lại tài khoản"),
    "accounts.token_issued": _("Cấp mã truy cập"),
    "accounts.token_revoked": _("Thu hồi mã truy cập"),
}
RECORDS = {
    "accounts.user": _("Tài khoản"),
    "accounts.assignment": _("Vai trò"),
    "accounts.invitation": _("Phiếu mời"),
    "accounts.dutyexception": _("Ngoại lệ kiêm nhiệm"),
    "accounts.apitoken": _("Mã truy cập"),
}
FIELDS = {
    "username": _("Tên đăng nhập"),
    "full_name": _("Họ và tên"),
    "position": _("Chức vụ"),
    "phone": _("Điện thoại"),
    "is_active": _("Đang hoạt động"),
    "must_change_password": _("Phải đổi mật khẩu"),
    "role": _("Vai trò"),
    "duties": _("Hai vai trò được kiêm"),
    "scopes": _("Được phép"),
    "expires_at": _("Có hạn đến"),
    "ended_at": _("Kết thúc lúc"),
    "end_reason": _("Lý do chấm dứt"),
    "language": _("Ngôn ngữ"),
    "sessions": _("Số phiên"),
    "attempts": _("Số lần thử sai"),
    "codes": _("Số mã"),
    "factors": _("Số cách xác thực"),
}


def user_page(subject_id: str) -> str:
    """The page of a person; empty when there is none."""
    person = User.objects.filter(pk=subject_id).first()
    return reverse("accounts:person", args=[person.public_id]) if person else ""


def page_through(model: type[Assignment | Invitation | DutyException]) -> Callable[[str], str]:
    """The page of the person to whom a record belongs."""

    def page(subject_id: str) -> str:
        row = model._default_manager.select_related("user").filter(pk=subject_id).first()
        return reverse("accounts:person", args=[row.user.public_id]) if row else ""

    return page
