"""What the ledger calls the actions and records of this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "exchange.import_started": _("Tải tệp lên để nhập"),
    "exchange.mapping_kept": _("Ghép cột của tệp nhập"),
    "exchange.sheets_chosen": _("Chọn trang tính của tệp nhập"),
    "exchange.places_answered": _("Chọn địa bàn của tệp nhập"),
    "exchange.row_chosen": _("Chọn hộ khi xem trước"),
    "exchange.import_confirmed": _("Xác nhận nhập"),
    "exchange.import_done": _("Nhập xong"),
    "exchange.import_dropped": _("Bỏ lần nhập"),
    "exchange.undo_ordered": _("Yêu cầu hoàn tác lần nhập"),
    "exchange.import_undone": _("Hoàn tác lần nhập"),
    "exchange.export_ordered": _("Yêu cầu xuất sổ"),
    "exchange.exported": _("Xuất sổ"),
    "exchange.opening_begun": _("Lập bảng chốt số đầu kỳ"),
    "exchange.opening_taken": _("Lấy số từ quyết định năm trước"),
    "exchange.opening_typed": _("Nhập số đối chiếu đầu kỳ"),
    "exchange.opening_prepared": _("Trình bảng chốt số đầu kỳ"),
    "exchange.opening_approved": _("Duyệt chốt số đầu kỳ"),
    "exchange.opening_reopened": _("Mở lại bảng chốt số đầu kỳ"),
    "register.household_imported": _("Nhập hộ từ tệp"),
    "register.import_undone": _("Hoàn tác nhập hộ"),
    "jobs.ordered": _("Giao việc nền"),
    "jobs.cancelled": _("Dừng việc nền"),
    "jobs.retried": _("Chạy tiếp việc nền"),
    "jobs.parts_dropped": _("Xóa phần đã làm của việc nền bỏ dở"),
}
RECORDS = {
    "exchange.import": _("Lần nhập"),
    "exchange.export": _("Lần xuất"),
    "exchange.importprofile": _("Mẫu ghép cột"),
    "exchange.placename": _("Tên địa bàn đã nhớ"),
    "exchange.openingsettlement": _("Bảng chốt số đầu kỳ"),
    "exchange.openingline": _("Dòng chốt số đầu kỳ"),
    "jobs.job": _("Việc nền"),
}
