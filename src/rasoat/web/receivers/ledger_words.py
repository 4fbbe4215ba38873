"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "receivers.receiver_set": _("Đặt nơi nhận danh sách"),
    "receivers.profile_begun": _("Lập bản mẫu của nơi nhận"),
    "receivers.profile_saved": _("Sửa bản mẫu của nơi nhận"),
    "receivers.profile_used": _("Dùng bản mẫu của nơi nhận"),
    "receivers.list_ordered": _("Yêu cầu lập danh sách cho nơi nhận"),
    "receivers.list_made": _("Lập danh sách cho nơi nhận"),
    "receivers.list_handed_over": _("Giao danh sách cho nơi nhận"),
    "receivers.list_dropped": _("Bỏ danh sách chưa giao"),
}
RECORDS = {
    "receivers.receiver": _("Nơi nhận danh sách"),
    "receivers.profileversion": _("Bản mẫu của nơi nhận"),
    "receivers.delivery": _("Danh sách giao nơi nhận"),
}
