"""Vietnamese words for the codes in the ledger: each app registers its own actions and records."""

from collections.abc import Mapping

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ACTIONS: "dict[str, str | Promise]" = {
    "keys.rotated": _("Đổi khóa mã hóa"),
    "keys.retired": _("Bỏ khóa cũ"),
    "keys.abandoned": _("Bỏ khóa đã mất"),
    "register.number_lost": _("Bỏ số định danh đã mất cùng khóa"),
    "register.health_lost": _("Bỏ thông tin sức khỏe đã mất cùng khóa"),
    "ledger.payloads_erased": _("Xóa nội dung nhật ký theo luật"),
    "ledger.payload_read": _("Xem nội dung nhật ký"),
    "ledger.fingerprints_renewed": _("Lập lại dấu vết dữ liệu"),
    "ledger.copies_rebuilt": _("Lập lại bản sao"),
}
_MODELS: "dict[str, str | Promise]" = {
    "register.household": _("Hộ"),
    "register.member": _("Thành viên"),
    "register.decision": _("Quyết định"),
    "register.decisionline": _("Dòng quyết định"),
    "register.status": _("Tình trạng"),
    "register.householdevent": _("Biến động"),
    "register.personalnumber": _("Số định danh"),
    "register.memberhealth": _("Thông tin sức khỏe"),
    "register.paststate": _("Trạng thái trước"),
    "register.factsheet": _("Phiếu thông tin"),
    "register.attachment": _("Giấy tờ, ảnh"),
    "register.todo": _("Việc cần bổ sung"),
    "register.duplicatepair": _("Cặp hộ trùng"),
    "register.sourcekey": _("Mã trong tệp nguồn"),
    "exchange.import": _("Lần nhập tệp"),
    "exchange.importrow": _("Hộ trong tệp nhập"),
    "exchange.importprofile": _("Mẫu sổ"),
    "exchange.export": _("Tệp xuất"),
    "exchange.placename": _("Tên địa bàn trong tệp"),
    "exchange.openingsettlement": _("Bảng chốt số đầu kỳ"),
    "exchange.openingline": _("Dòng chốt số đầu kỳ"),
    "jobs.job": _("Việc nền"),
    "vault.sealedfile": _("Tệp niêm phong"),
    "areas.unittotal": _("Số liệu của đơn vị"),
    "areas.unittag": _("Thuộc tính của đơn vị"),
    "areas.succession": _("Thay đổi địa giới"),
    "accounts.invitation": _("Phiếu mời"),
    "accounts.dutyexception": _("Ngoại lệ phân công"),
    "accounts.apitoken": _("Mã truy cập"),
    "accounts.user": _("Tài khoản"),
    "accounts.assignment": _("Phân công"),
    "areas.unit": _("Đơn vị"),
    "ledger.chain": _("Hệ thống"),
    "ledger.entry": _("Mục nhật ký"),
}
_FIELDS: "dict[str, str | Promise]" = {}
CHANNELS: "Mapping[str, str | Promise]" = {
    "web": _("trang web"), "api": _("API"), "job": _("việc nền"), "cli": _("dòng lệnh máy chủ"),
    "import": _("nhập tệp"), "showcase": _("dữ liệu mẫu"),
}  # fmt: skip


def register_words(words: "Mapping[str, str | Promise]") -> None:
    """Words for actions: `register_words({"register.member_added": _("Thêm thành viên")})`; from `AppConfig.ready`."""
    _ACTIONS.update(words)


def register_record_words(words: "Mapping[str, str | Promise]") -> None:
    """Words for models: `{"register.household": _("Hộ")}`."""
    _MODELS.update(words)


def register_field_words(words: "Mapping[str, str | Promise]") -> None:
    """Words for keys of `before` and `after`: `{"head_name": _("Chủ hộ")}`."""
    _FIELDS.update(words)


def action_words(code: str) -> "str | Promise":
    """What an action is called; its code where nobody said."""
    return _ACTIONS.get(code, code)


def known_actions() -> "list[tuple[str, str | Promise]]":
    """Codes and words of all actions, by words."""
    return sorted(_ACTIONS.items(), key=lambda item: str(item[1]))


def model_words(label: str) -> "str | Promise":
    """What a record of a model is called."""
    if label in _MODELS:
        return _MODELS[label]
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def field_words(name: str) -> "str | Promise":
    """What a key of `before` or `after` is called."""
    return _FIELDS.get(name, name)
