"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "certificates.issue_ordered": _("Yêu cầu cấp giấy chứng nhận theo quyết định"),
    "certificates.issued": _("Cấp giấy chứng nhận"),
    "certificates.print_ordered": _("Yêu cầu in giấy chứng nhận"),
    "certificates.printed": _("In giấy chứng nhận"),
    "certificates.book_printed": _("In sổ trao giấy chứng nhận"),
    "certificates.hand_out": _("Trao giấy chứng nhận"),
    "certificates.not_handed_out": _("Ghi nhầm đã trao giấy"),
    "certificates.change": _("Ghi biến động thành viên vào giấy chứng nhận"),
    "certificates.reissue": _("Cấp lại giấy chứng nhận"),
    "certificates.made_again": _("Giấy chứng nhận cấp lại"),
    "certificates.recall": _("Thu hồi giấy chứng nhận"),
    "certificates.void": _("Hủy giấy chứng nhận lập sai"),
    "certificates.layout_set": _("Đặt mẫu giấy chứng nhận"),
    "certificates.confirmed": _("Lập giấy xác nhận"),
    "certificates.confirmation_printed": _("In giấy xác nhận"),
    "certificates.confirmation_void": _("Hủy giấy xác nhận"),
}
RECORDS = {
    "certificates.certificate": _("Giấy chứng nhận"),
    "certificates.certificateyear": _("Ô năm của giấy chứng nhận"),
    "certificates.certificateevent": _("Việc của giấy chứng nhận"),
    "certificates.certificaterun": _("Đợt cấp, in giấy chứng nhận"),
    "certificates.certificatelayout": _("Mẫu giấy chứng nhận"),
    "certificates.confirmation": _("Giấy xác nhận"),
}
