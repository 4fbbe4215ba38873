"""The app `boundaries`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from rasoat.web.ledger.words import register_words
from rasoat.web.look.navigation import NavigationEntry, register_entry

WORDS = {
    "boundaries.units_loaded": _("Nạp danh mục đơn vị"),
    "boundaries.commune_ended": _("Kết thúc xã"),
    "boundaries.commune_begun": _("Lập xã mới"),
    "boundaries.province_ended": _("Kết thúc tỉnh"),
    "boundaries.province_begun": _("Lập tỉnh mới"),
    "boundaries.commune_handed_over": _("Xã sang tỉnh mới"),
    "boundaries.points_loaded": _("Nạp điểm trung tâm"),
    "boundaries.unit_renamed": _("Đổi tên đơn vị"),
    "boundaries.unit_corrected": _("Sửa lỗi ghi tên đơn vị"),
    "boundaries.village_added": _("Thêm thôn"),
    "boundaries.village_ended": _("Kết thúc thôn"),
    "boundaries.totals_saved": _("Ghi tổng số hộ, số khẩu"),
    "boundaries.tags_loaded": _("Nạp thuộc tính đơn vị"),
    "boundaries.areas_loaded": _("Nạp khu vực thành thị, nông thôn"),
    "boundaries.validity_loaded": _("Nạp ngày của đơn vị"),
    "boundaries.shares_loaded": _("Nạp tỷ lệ chia"),
    "register.household_rehomed": _("Hộ sang đơn vị mới"),
    "register.households_left": _("Hộ chuyển khỏi đơn vị cũ"),
}


class BoundariesConfig(AppConfig):
    """Changes of units: merge, split, rename, villages, totals, attributes loaded by an office."""

    name = "rasoat.web.boundaries"
    label = "boundaries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Units stand in the navigation of those who see any; the ledger knows the words of the actions."""
        from rasoat.web.accounts.capabilities import Capability  # models are there only now
        from rasoat.web.accounts.views_base import acting_of
        from rasoat.web.boundaries.reindex import KIND, index_again
        from rasoat.web.jobs.registry import Handler, register_handler
        from rasoat.web.ledger.tracked import register_tracked

        register_words(WORDS)
        for label in ("areas.unittag", "areas.formerhome"):  # these never come with the program
            register_tracked(label, commune_path="")
        register_handler(Handler(KIND, _("Lập lại chỉ mục tìm kiếm"), index_again))
        register_entry(
            NavigationEntry(
                _("Đơn vị, địa bàn"), "boundaries:units", "map", 30,
                lambda request: acting_of(request).policy.may(Capability.UNIT_VIEW),
                _("Tỉnh, xã, thôn theo bản đồ hôm nay hay bản đồ cũ; số liệu từng năm."),
            )
        )  # fmt: skip
