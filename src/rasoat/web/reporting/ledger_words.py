"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "reporting.ordered": _("Yêu cầu lập báo cáo"),
    "reporting.again": _("Yêu cầu lập lại báo cáo"),
    "reporting.finish": _("Lập xong báo cáo"),
    "reporting.stop": _("Chưa lập được báo cáo"),
    "reporting.check": _("Trình duyệt báo cáo"),
    "reporting.send_back": _("Trả lại báo cáo"),
    "reporting.approve": _("Duyệt báo cáo"),
    "reporting.lock": _("Khóa báo cáo"),
    "reporting.replace": _("Thay báo cáo bằng bản khác"),
    "reporting.reasoned": _("Giải trình chỗ kiểm tra chưa khớp"),
    "reporting.compared": _("Nhập số công bố để so"),
    "reporting.threshold_set": _("Đặt ngưỡng tiêu chí nông thôn mới"),
}
RECORDS = {
    "reporting.report": _("Báo cáo"),
    "reporting.publishedfigure": _("Số công bố"),
    "reporting.ntmthreshold": _("Ngưỡng tiêu chí nông thôn mới"),
}
FIELDS = {"digest": _("Mã băm số liệu"), "nil": _("Không phát sinh"), "source": _("Nguồn")}
