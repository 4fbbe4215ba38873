"""What the register puts into the navigation, the home page, the ledger's words and the background work."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.jobs.registry import Handler, register_handler
from rasoat.web.ledger.words import register_record_words, register_words
from rasoat.web.look.home import HomeCard, register_card
from rasoat.web.look.navigation import NavigationEntry, register_entry
from rasoat.web.register.duplicate_job import KIND, look_through
from rasoat.web.register.files import may_read
from rasoat.web.register.handovers import sees_any, waiting_for
from rasoat.web.vault.access import register_reader

WORDS = {
    "register.household_created": _("Lập hộ"),
    "register.household_moved_in": _("Hộ chuyển đến"),
    "register.household_imported": _("Nhập hộ từ tệp"),
    "register.household_split": _("Tách hộ"),
    "register.household_merged": _("Nhập hộ"),
    "register.household_moved_within": _("Hộ chuyển trong tỉnh"),
    "register.household_moved_out": _("Hộ chuyển đi khỏi tỉnh"),
    "register.household_ended": _("Kết thúc hộ"),
    "register.household_changed": _("Sửa thông tin hộ"),
    "register.household_corrected": _("Đính chính thông tin hộ"),
    "register.member_born": _("Ghi sinh"),
    "register.member_added": _("Thêm thành viên"),
    "register.member_died": _("Ghi chết"),
    "register.member_left": _("Thành viên ra khỏi hộ"),
    "register.head_changed": _("Đổi chủ hộ"),
    "register.hardship_told": _("Ghi rủi ro, biến cố"),
    "register.member_changed": _("Sửa thành viên"),
    "register.member_corrected": _("Đính chính thành viên"),
    "register.health_changed": _("Ghi thông tin sức khỏe"),
    "register.event_undone": _("Hoàn tác biến động"),
    "register.duplicate_found": _("Thấy hộ có thể trùng"),
    "register.duplicate_merged": _("Gộp hộ trùng"),
    "register.duplicate_apart": _("Xác định không trùng"),
    "register.duplicate_later": _("Để sau việc hộ trùng"),
    "register.duplicate_open": _("Hoàn tác gộp hộ trùng"),
    "register.handover_asked": _("Đề nghị bàn giao hộ"),
    "register.handover_done": _("Bàn giao hộ cho xã khác"),
    "register.handover_refused": _("Từ chối bàn giao hộ"),
    "register.handover_withdrawn": _("Rút đề nghị bàn giao hộ"),
    "register.handover_missed": _("Tìm hộ của xã khác, không thấy"),
    "register.file_attached": _("Thêm giấy tờ"),
    "register.file_removed": _("Bỏ giấy tờ"),
    "register.number_shown": _("Xem đủ số định danh"),
    "register.to_do_settled": _("Đóng việc cần bổ sung"),
    "register.decision_recorded": _("Ghi quyết định"),
    "register.decision_paper": _("Kèm bản chụp quyết định"),
    "register.decision_withdrawn": _("Rút quyết định"),
}


def _may(capability: Capability):  # type: ignore[no-untyped-def]
    def seen_by(request: HttpRequest) -> bool:
        return bool(request.acting.policy.may(capability))  # type: ignore[attr-defined]

    return seen_by


def _sees_handovers(request: HttpRequest) -> bool:
    return sees_any(request.acting)  # type: ignore[attr-defined]


def _handovers_waiting(request: HttpRequest) -> str:
    waiting = waiting_for(request.acting)  # type: ignore[attr-defined]
    return _("%(count)s đề nghị chờ trả lời") % {"count": waiting} if waiting else ""


def register_everything() -> None:
    """Called once, from `AppConfig.ready`."""
    register_entry(NavigationEntry(_("Hộ gia đình"), "register:list", "house", 10, _may(Capability.HOUSEHOLD_VIEW)))
    register_entry(
        NavigationEntry(_("Cần bổ sung"), "register:to_dos", "list-todo", 12, _may(Capability.HOUSEHOLD_VIEW))
    )
    register_entry(NavigationEntry(_("Hộ trùng"), "register:duplicates", "copy", 14, _may(Capability.DUPLICATE_SETTLE)))
    register_entry(
        NavigationEntry(
            _("Quyết định"), "register:decisions", "stamp", 16, _may(Capability.STATUS_VIEW),
            _("Quyết định công nhận của các năm và từng hộ trong đó."),
        )
    )  # fmt: skip
    register_card(
        HomeCard(
            _("Hộ gia đình"),
            _("Tìm hộ, xem hồ sơ, ghi biến động."),
            "register:list",
            "house",
            10,
            _may(Capability.HOUSEHOLD_VIEW),
        )
    )
    register_card(
        HomeCard(
            _("Nhập hộ mới"),
            _("Gõ cả hộ bằng bàn phím, từ phiếu giấy."),
            "register:new",
            "house-plus",
            11,
            _may(Capability.HOUSEHOLD_EDIT),
        )
    )
    register_card(
        HomeCard(
            _("Cần bổ sung"),
            _("Số định danh, thành viên, năm sinh còn thiếu."),
            "register:to_dos",
            "list-todo",
            12,
            _may(Capability.HOUSEHOLD_VIEW),
        )
    )
    register_card(
        HomeCard(
            _("Hộ trùng"),
            _("Hộ có thể được ghi hai lần: xem cạnh nhau và quyết định."),
            "register:duplicates",
            "copy",
            14,
            _may(Capability.DUPLICATE_SETTLE),
        )
    )
    register_entry(NavigationEntry(_("Bàn giao hộ"), "register:handovers", "arrow-left-right", 15, _sees_handovers))
    register_card(
        HomeCard(
            _("Bàn giao hộ"), _("Hộ chuyển từ xã này sang xã khác: đề nghị, và trả lời."), "register:handovers",
            "arrow-left-right", 15, _sees_handovers, _handovers_waiting,
        )
    )  # fmt: skip
    register_record_words({"register.handover": _("Đề nghị bàn giao hộ")})
    register_words(WORDS)
    register_reader(may_read)
    register_handler(Handler(KIND, _("Tìm hộ trùng"), look_through, link=lambda _job: "/ho/trung/"))
