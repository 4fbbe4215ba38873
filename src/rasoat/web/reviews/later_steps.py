"""What the later steps put into the navigation, the ledger's words, and the rules of who reads a file."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.ledger.tracked import register_tracked
from rasoat.web.ledger.words import register_record_words, register_words
from rasoat.web.look.navigation import NavigationEntry, register_entry
from rasoat.web.reviews.files import may_read_step
from rasoat.web.vault.access import register_reader

ACTIONS = {
    "reviews.meeting_scheduled": _("Hẹn họp thôn"),
    "reviews.meeting_held": _("Ghi biên bản họp thôn"),
    "reviews.remark_written": _("Ghi ý kiến giám sát của Mặt trận"),
    "reviews.posted": _("Niêm yết danh sách"),
    "reviews.posting_ended": _("Kết thúc niêm yết"),
    "reviews.case_held": _("Giữ hộ lại vì có khiếu nại, ý kiến"),
    "reviews.case_released": _("Giải quyết xong, thôi giữ hộ"),
    "reviews.recheck_ordered": _("Cử người phúc tra"),
    "reviews.recheck_done": _("Ghi kết quả phúc tra"),
    "reviews.opinion_asked": _("Xin ý kiến"),
    "reviews.opinion_skipped": _("Bỏ bước xin ý kiến theo lựa chọn của tỉnh"),
    "reviews.opinion_recorded": _("Ghi ý kiến trả lời"),
    "reviews.decision_prepared": _("Lập danh sách trình ký"),
    "reviews.decision_withdrawn": _("Rút danh sách trình ký"),
    "reviews.decision_signed": _("Nhập số, ngày ký quyết định"),
    "reviews.number_corrected": _("Sửa số, ngày ký quyết định"),
    "reviews.decision_confirmed": _("Xác nhận quyết định"),
    "reviews.refusal_answered": _("Trả lời hộ không được công nhận"),
    "reviews.nothing_to_review": _("Ghi không có hộ nào phải rà soát"),
}
RECORDS = {
    "reviews.villagereview": _("Thôn trong đợt rà soát"),
    "reviews.reviewer": _("Rà soát viên"),
    "reviews.meeting": _("Họp thôn"),
    "reviews.meetingoutcome": _("Biểu quyết của họp thôn"),
    "reviews.posting": _("Niêm yết"),
    "reviews.postedcase": _("Hộ trong danh sách niêm yết"),
    "reviews.opinion": _("Ý kiến trước quyết định"),
    "reviews.rounddecision": _("Quyết định của đợt"),
    "reviews.decidedcase": _("Hộ trong quyết định của đợt"),
    "reviews.recheck": _("Phúc tra"),
    "reviews.result": _("Kết quả của hộ"),
}
PATHS = {
    "reviews.reviewer": "review__commune_id",
    "reviews.meeting": "review__commune_id",
    "reviews.meetingoutcome": "meeting__review__commune_id",
    "reviews.posting": "review__commune_id",
    "reviews.postedcase": "posting__review__commune_id",
    "reviews.recheck": "case__commune_id",
}
"""How rows are found by commune where they do not name one themselves."""


def _confirms(request: HttpRequest) -> bool:
    return acting_of(request).policy.may(Capability.DECISION_CONFIRM)


def register_later_steps() -> None:
    """Called once, from `AppConfig.ready`."""
    register_words(ACTIONS)
    register_record_words(RECORDS)
    for label, path in PATHS.items():
        register_tracked(label, commune_path=path)
    register_reader(may_read_step)
    register_entry(
        NavigationEntry(
            _("Chờ ký"), "reviews:to_sign", "stamp", 22, _confirms,
            _("Quyết định đã lập: hộ vào, hộ ra, những chỗ khác thường."),
        )
    )  # fmt: skip
