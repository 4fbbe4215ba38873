"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "paperwork.template_saved": _("Lưu nháp mẫu giấy"),
    "paperwork.template_used": _("Dùng mẫu giấy mới"),
    "paperwork.template_dropped": _("Bỏ bản nháp mẫu giấy"),
    "paperwork.template_reset": _("Trở lại mẫu giấy gốc"),
    "paperwork.number_taken": _("Lấy số văn bản"),
    "paperwork.number_void": _("Bỏ số văn bản"),
    "paperwork.folder_ordered": _("Yêu cầu in hồ sơ thôn"),
    "paperwork.folder_made": _("In hồ sơ thôn"),
}
RECORDS = {
    "paperwork.papertemplate": _("Mẫu giấy của đơn vị"),
    "paperwork.papernumber": _("Số văn bản"),
    "paperwork.villagefolder": _("Hồ sơ thôn"),
}
