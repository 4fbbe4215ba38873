"""Vietnamese words for capabilities, where people choose the scopes of a token."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.capabilities import Capability

SCOPE_WORDS: Mapping[Capability, object] = {
    Capability.UNIT_VIEW: _("Xem đơn vị hành chính"),
    Capability.UNIT_EDIT: _("Sửa đơn vị hành chính"),
    Capability.VILLAGE_EDIT: _("Sửa danh mục thôn"),
    Capability.TOTAL_EDIT: _("Ghi tổng số hộ, nhân khẩu"),
    Capability.HOUSEHOLD_VIEW: _("Xem hộ và nhân khẩu"),
    Capability.HOUSEHOLD_EDIT: _("Sửa hộ và nhân khẩu"),
    Capability.NUMBER_VIEW: _("Xem đủ số định danh cá nhân"),
    Capability.HEALTH_VIEW: _("Xem thông tin sức khỏe"),
    Capability.DUPLICATE_SETTLE: _("Xử lý trùng"),
    Capability.STATUS_VIEW: _("Xem diện hộ"),
    Capability.DECISION_RECORD: _("Ghi quyết định công nhận"),
    Capability.IMPORT_RUN: _("Nhập dữ liệu từ tệp"),
    Capability.IMPORT_UNDO: _("Hoàn tác một lần nhập"),
    Capability.EXPORT_RUN: _("Xuất dữ liệu"),
    Capability.DELIVERY_VIEW: _("Xem danh sách đã giao cho nơi nhận"),
    Capability.OPENING_SETTLE: _("Chốt số đầu kỳ"),
    Capability.OPENING_APPROVE: _("Duyệt số đầu kỳ"),
    Capability.ACCOUNT_VIEW: _("Xem người dùng"),
    Capability.ACCOUNT_INVITE: _("Mời người dùng"),
    Capability.EXCEPTION_GRANT: _("Cho phép kiêm nhiệm"),
    Capability.ROUND_VIEW: _("Xem đợt rà soát"),
    Capability.ROUND_MANAGE: _("Mở, kết thúc đợt rà soát"),
    Capability.ROUND_REGULAR: _("Lập, mở đợt thường xuyên của xã"),
    Capability.TRAINING_VIEW: _("Xem đợt tập huấn"),
    Capability.PARAMETER_SET: _("Xác nhận tham số quy trình"),
    Capability.REVIEW_VIEW: _("Xem hồ sơ rà soát"),
    Capability.REVIEW_RUN: _("Điều hành các bước rà soát"),
    Capability.REVIEW_SURVEY: _("Ghi phiếu khảo sát"),
    Capability.RECHECK_DRAW: _("Rút mẫu phúc tra"),
    Capability.RECHECK_DO: _("Phúc tra"),
    Capability.MEETING_RECORD: _("Ghi kết quả họp thôn"),
    Capability.REMARK_WRITE: _("Ghi ý kiến giám sát"),
    Capability.COMPLAINT_HANDLE: _("Xử lý khiếu nại, phản ánh"),
    Capability.COMPLAINT_VIEW: _("Xem khiếu nại, phản ánh"),
    Capability.COMPLAINT_ANSWER: _("Trả lời khiếu nại, phản ánh"),
    Capability.DENUNCIATION_HANDLE: _("Xử lý tố cáo"),
    Capability.DECISION_PREPARE: _("Lập danh sách trình ký"),
    Capability.DECISION_SIGN: _("Nhập số, ngày ký quyết định"),
    Capability.DECISION_CONFIRM: _("Xác nhận quyết định"),
    Capability.CERTIFICATE_ISSUE: _("Cấp giấy chứng nhận, giấy xác nhận"),
    Capability.TEMPLATE_EDIT: _("Sửa mẫu giấy tờ"),
    Capability.REPORT_MAKE: _("Lập báo cáo"),
    Capability.REPORT_APPROVE: _("Duyệt, khóa báo cáo"),
    Capability.PATTERN_VIEW: _("Xem các dấu hiệu cần hỏi lại"),
    Capability.PUBLISH: _("Công khai kết quả"),
    Capability.LEDGER_READ: _("Đọc nhật ký"),
    Capability.TOKEN_ISSUE: _("Cấp mã truy cập"),
    Capability.SYSTEM_MANAGE: _("Quản trị hệ thống"),
}
"""One short phrase a capability."""
