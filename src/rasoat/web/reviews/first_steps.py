"""What the first steps put into the navigation, the ledger's words, the opening of rounds, and the rules of files."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.boundaries.following_hooks import register_following
from rasoat.web.boundaries.reach import with_former
from rasoat.web.ledger.tracked import register_tracked
from rasoat.web.ledger.words import register_field_words, register_record_words, register_words
from rasoat.web.look.navigation import NavigationEntry, register_entry
from rasoat.web.reviews.actions.open_cases import open_villages_and_cases
from rasoat.web.reviews.actions.take_over import follow_communes
from rasoat.web.reviews.models import Application, CaseStep, QuickAnswers, SignedList, Submission
from rasoat.web.reviews.stages import unsettled_cases
from rasoat.web.rounds.closing_hooks import register_outstanding
from rasoat.web.rounds.opening_hooks import register_opening
from rasoat.web.vault.access import register_reader
from rasoat.web.vault.models import SealedFile

ACTIONS = {
    "reviews.list_made": _("Lập danh sách hộ cần rà soát"),
    "reviews.case_added": _("Đưa hộ vào đợt"),
    "reviews.prompt_dismissed": _("Để ngoài hộ có thể bỏ sót"),
    "reviews.application_received": _("Nhận đơn đề nghị"),
    "reviews.application_linked": _("Gắn đơn với hộ"),
    "reviews.application_taken": _("Đưa đơn vào đợt"),
    "reviews.application_screened_out": _("Trả lời không đưa đơn vào rà soát"),
    "reviews.application_reopened": _("Nhận lại đơn"),
    "reviews.quick_form_recorded": _("Ghi Phiếu A"),
    "reviews.form_submitted": _("Ghi phiếu"),
    "reviews.form_locked": _("Khóa phiếu"),
    "reviews.forms_locked": _("Khóa phiếu cả thôn"),
    "reviews.form_unlocked": _("Mở khóa phiếu"),
    "reviews.form_sent_back": _("Trả phiếu"),
    "reviews.result_entered": _("Nhập kết quả đã ký"),
    "reviews.list_taken": _("Tải lên danh sách đã ký"),
    "reviews.list_entered": _("Ghi kết quả của danh sách đã ký"),
    "reviews.list_dropped": _("Bỏ danh sách đã tải lên"),
    "reviews.entry_undone": _("Rút kết quả đã nhập"),
    "reviews.case_left": _("Hộ ra khỏi đợt"),
    "reviews.case_back": _("Đưa hộ lại vào đợt"),
    "reviews.case_screened_out": _("Không đưa hộ vào rà soát"),
    "reviews.attempt_recorded": _("Ghi lần đến không gặp"),
    "reviews.situation_confirmed": _("Xác nhận tình huống của hộ"),
    "reviews.situation_rejected": _("Chưa xác nhận tình huống của hộ"),
    "reviews.case_followed": _("Hộ trong đợt đi theo sổ hộ"),
    "reviews.head_died": _("Chủ hộ mất, chưa có chủ hộ mới"),
    "reviews.reviewer_named": _("Cử rà soát viên"),
    "reviews.reviewer_ended": _("Thôi rà soát viên"),
    "reviews.cases_assigned": _("Giao hộ cho rà soát viên"),
    "reviews.relative_declared": _("Khai họ hàng của rà soát viên"),
    "reviews.wordings_loaded": _("Nạp lời hỏi bằng tiếng khác"),
    "reviews.taken_over": _("Nhận việc rà soát của xã cũ"),
    "reviews.handed_on": _("Bàn giao việc rà soát cho xã mới"),
    "reviews.requests_taken_over": _("Nhận đơn đang chờ của xã cũ"),
}
RECORDS = {
    "reviews.case": _("Hộ trong đợt"),
    "reviews.casestep": _("Việc của hộ trong đợt"),
    "reviews.application": _("Đơn đề nghị"),
    "reviews.submission": _("Phiếu"),
    "reviews.quickanswers": _("Phiếu A"),
    "reviews.signedlist": _("Danh sách đã ký"),
    "reviews.assessment": _("Kết quả chấm phiếu"),
    "reviews.unlock": _("Lần mở khóa phiếu"),
    "reviews.dismissedprompt": _("Hộ có thể bỏ sót, đã xem"),
    "reviews.wording": _("Lời hỏi bằng tiếng khác"),
    "reviews.reviewmove": _("Việc rà soát của thôn sang xã khác"),
}
FIELDS = {
    "file_code": _("Mã hồ sơ"), "applicant": _("Người đề nghị"), "households": _("Số hộ"),
    "reviewer": _("Rà soát viên"), "relation": _("Quan hệ"), "substitute": _("Người thay"),
    "situation": _("Tình huống"), "form": _("Phiếu số"), "entry": _("Cách nhập"), "times": _("Số lần"),
    "from": _("Từ"), "communes": _("Các xã"), "villages": _("Số thôn"), "requests": _("Số đơn"),
    "origin": _("Vì sao có tên"), "outcome": _("Kết quả"),
}  # fmt: skip
PATHS = {
    "reviews.casestep": "case__commune_id",
    "reviews.assessment": "submission__commune_id",
    "reviews.unlock": "case__commune_id",
    "reviews.wording": "",
    "reviews.reviewmove": "review__commune_id",
}
"""How rows are found by commune where they do not name one themselves."""


def may_read_scan(acting: Any, file: SealedFile) -> bool:
    """The scan of a form, a request or a step: for people who see its case or commune."""
    forms = Submission.objects.filter(paper=file)
    asked = Application.objects.filter(paper=file)
    steps = CaseStep.objects.filter(paper=file)
    quick = QuickAnswers.objects.filter(paper=file)
    lists = SignedList.objects.filter(Q(paper=file) | Q(file=file))
    return (
        acting.policy.visible(Capability.REVIEW_VIEW, forms).exists()
        or acting.policy.visible(Capability.REVIEW_VIEW, asked).exists()
        or acting.policy.visible(Capability.REVIEW_VIEW, quick).exists()
        or acting.policy.visible(Capability.REVIEW_VIEW, steps, prefix="case__").exists()
        or with_former(acting, Capability.REVIEW_RUN, lists, everywhere=True).exists()
    )


def _may(capability: Capability) -> Any:
    def seen_by(request: HttpRequest) -> bool:
        return acting_of(request).policy.may(capability)

    return seen_by


def register_first_steps() -> None:
    """Called once, from `AppConfig.ready`."""
    register_words(ACTIONS)
    register_record_words(RECORDS)
    register_field_words(FIELDS)
    for label, path in PATHS.items():
        register_tracked(label, commune_path=path)
    register_reader(may_read_scan)
    register_opening(open_villages_and_cases)
    register_outstanding(unsettled_cases)
    register_following(follow_communes)
    register_entry(NavigationEntry(
        _("Rà soát"), "reviews:home", "list-checks", 18, _may(Capability.REVIEW_VIEW),
        _("Danh sách hộ cần rà soát, phiếu, từng thôn đến bước nào."),
    ))  # fmt: skip
    register_entry(NavigationEntry(
        _("Nhập phiếu"), "reviews:keying", "keyboard", 19, _may(Capability.REVIEW_SURVEY),
        _("Gõ phiếu giấy: mã hộ, rồi chỉ gõ số."),
    ))  # fmt: skip
    register_entry(NavigationEntry(
        _("Hộ của tôi"), "reviews:mine", "square-pen", 20, _may(Capability.REVIEW_SURVEY),
        _("Hộ được giao để làm phiếu."),
    ))  # fmt: skip
    register_entry(NavigationEntry(
        _("Đơn đề nghị"), "reviews:applications", "file-text", 21, _may(Capability.REVIEW_RUN), _("Mẫu 01, Mẫu 04."),
    ))  # fmt: skip
