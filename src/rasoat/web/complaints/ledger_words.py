"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "complaints.received": _("Tiếp nhận khiếu nại, phản ánh, kiến nghị"),
    "complaints.accept": _("Thụ lý đơn"),
    "complaints.order_recheck": _("Yêu cầu phúc tra theo đơn"),
    "complaints.finish_recheck": _("Ghi kết quả phúc tra theo đơn"),
    "complaints.post": _("Niêm yết kết quả phúc tra"),
    "complaints.answer": _("Trả lời đơn"),
    "complaints.reject": _("Không thụ lý đơn"),
    "complaints.forward": _("Chuyển đơn"),
    "complaints.withdraw": _("Người gửi rút đơn"),
    "complaints.reopen": _("Xem xét lại đơn"),
    "complaints.denounced": _("Tiếp nhận tố cáo"),
    "complaints.denunciation_moved": _("Xử lý tố cáo"),
    "complaints.account_barred": _("Chặn tài khoản của người bị tố cáo"),
    "complaints.account_unbarred": _("Bỏ chặn tài khoản ở một đơn tố cáo"),
}
RECORDS = {
    "complaints.complaint": _("Khiếu nại, phản ánh, kiến nghị"),
    "complaints.complaintstep": _("Bước xử lý đơn"),
    "complaints.denunciation": _("Tố cáo"),
    "complaints.denunciationstep": _("Bước xử lý tố cáo"),
    "complaints.denounced": _("Tài khoản bị chặn"),
}
