"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "trust.promised": _("Cam kết mầm của mẫu phúc tra"),
    "trust.freeze": _("Đóng băng dữ liệu để rút mẫu"),
    "trust.draw": _("Rút mẫu phúc tra, công bố mầm"),
    "trust.cancel": _("Bỏ mẫu phúc tra"),
    "trust.assigned": _("Cử người phúc tra hộ trong mẫu"),
}
RECORDS = {
    "trust.recheckplan": _("Mẫu phúc tra"),
    "trust.sampledcase": _("Hộ trong mẫu phúc tra"),
}
FIELDS = {
    "promise": _("Cam kết (mã băm của mầm)"),
    "share": _("Phần nghìn của mỗi tầng"),
    "least": _("Ít nhất mỗi tầng"),
    "digest": _("Mã băm của khung mẫu"),
    "seed": _("Mầm"),
}
