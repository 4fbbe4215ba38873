"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "public.published": _("Công bố kết quả"),
    "public.withdrawn": _("Rút kết quả đã công bố"),
    "public.site_changed": _("Đổi các mục của trang công khai"),
    "public.basis_recorded": _("Ghi căn cứ đưa tên lên mạng"),
    "public.basis_withdrawn": _("Rút tên khỏi mạng"),
    "public.application_received": _("Nhận giấy đề nghị qua trang công khai"),
}
RECORDS = {
    "public.publication": _("Kết quả đã công bố"),
    "public.publicsite": _("Trang công khai của tỉnh"),
    "public.namesbasis": _("Căn cứ đưa tên lên mạng"),
}
