"""What the ledger calls the actions, records and fields of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "rounds.created": _("Lập đợt rà soát"),
    "rounds.edited": _("Sửa đợt rà soát"),
    "rounds.dropped": _("Bỏ đợt rà soát"),
    "rounds.opened": _("Mở đợt rà soát"),
    "rounds.commune_begun": _("Xã vào đợt rà soát"),
    "rounds.packs_kept": _("Giữ lại gói luật của đợt"),
    "rounds.communes_let_in": _("Cho thêm xã vào đợt rà soát"),
    "rounds.closed": _("Kết thúc đợt rà soát"),
    "rounds.reopened": _("Mở lại đợt rà soát"),
    "rounds.internal_days_set": _("Đặt ngày nội bộ của đợt"),
    "rounds.parameter_settled": _("Tỉnh xác nhận tham số"),
    "rounds.day_changed": _("Sửa lịch làm việc"),
    "rounds.day_change_withdrawn": _("Rút lần sửa lịch làm việc"),
}
RECORDS = {
    "rounds.round": _("Đợt rà soát"),
    "rounds.roundstandard": _("Chuẩn của đợt"),
    "rounds.roundcommune": _("Xã trong đợt"),
    "rounds.internalday": _("Ngày nội bộ"),
    "rounds.parametervalue": _("Tham số của tỉnh"),
    "rounds.daychange": _("Ngày sửa trong lịch"),
}
FIELDS = {
    "purpose": _("Mục đích"), "starts_on": _("Bắt đầu"), "ends_on": _("Kết thúc"),
    "procedure_id": _("Quy trình"), "live_score": _("Hiện điểm khi điền phiếu"), "works": _("Làm việc"),
    "day": _("Ngày"),
}  # fmt: skip
