"""Every paper of this room: its name, what it is about, where its data come from, at which step it is needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.web.certificates.texts import PaperKind as CertificateKind
from rasoat.web.certificates.texts import shipped_text as certificate_text
from rasoat.web.paperwork.data import blanks, commune, dossier, form, letters, posting, village
from rasoat.web.paperwork.subjects import Scope, Subject
from rasoat.web.paperwork.texts import shipped_text
from rasoat.web.reviews import paper_data as later

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A paper. `stage`: the step it belongs to; `copies`: how often it is printed; `posted`: it hangs on a board.

    `by_standard`: there is one for each standard of the round. `needs`: what its record must hold before there is one;
    `there`: what else must be so.
    `made_here` is false for papers of another room, whose text alone is kept here.
    """

    key: str
    name: "str | Promise"
    scope: Scope
    data: Callable[[Subject], Data]
    stage: str
    by_standard: bool = False
    copies: int = 1
    posted: bool = False
    made_here: bool = True
    needs: str = ""
    there: Callable[[Any], bool] | None = None

    @property
    def shipped(self) -> str:
        """The text that comes with the program."""
        return shipped_text(self.key) if self.made_here else certificate_text(CertificateKind(self.key))


STAGES: Mapping[str, "str | Promise"] = {
    "prepare": _("Chuẩn bị"), "list": _("Lập danh sách"), "survey": _("Khảo sát"), "meeting": _("Họp thôn"),
    "posting": _("Niêm yết"), "submission": _("Trình, quyết định"), "letters": _("Trả lời đơn"),
    "report": _("Báo cáo, lưu hồ sơ"), "certificate": _("Giấy chứng nhận"),
}  # fmt: skip

_KINDS = (
    Kind("ke-hoach", _("Kế hoạch rà soát của xã"), Scope.COMMUNE, commune.plan_data, "prepare"),
    Kind("quyet-dinh-ban-chi-dao", _("Quyết định thành lập Ban Chỉ đạo"), Scope.COMMUNE, commune.board_data, "prepare"),
    Kind("don-ra-soat", _("Giấy đề nghị rà soát (Mẫu 01)"), Scope.BLANK, blanks.blank_application, "list"),
    Kind("don-thoat-ngheo", _("Giấy đề nghị công nhận thoát nghèo, thoát cận nghèo (Mẫu 04)"), Scope.BLANK,
         blanks.blank_application, "list"),
    Kind("danh-sach-ra-soat", _("Danh sách hộ cần rà soát (Phụ lục I)"), Scope.VILLAGE, village.list_data, "list"),
    Kind("phieu-a", _("Phiếu nhận dạng nhanh (Phiếu A)"), Scope.BLANK, blanks.quick_form, "survey"),
    Kind("phieu-ra-soat", _("Phiếu rà soát điền sẵn"), Scope.CASE, form.form_data, "survey"),
    Kind("giay-moi", _("Giấy mời họp dân"), Scope.VILLAGE, lambda at: later.agenda_data(at.record), "meeting"),
    Kind("chuong-trinh-hop", _("Chương trình họp dân"), Scope.VILLAGE, lambda at: later.agenda_data(at.record),
         "meeting"),
    Kind("bien-ban-hop-trong", _("Biên bản họp dân để ghi tay (Phụ lục V)"), Scope.VILLAGE, village.blank_minutes_data,
         "meeting", by_standard=True, copies=2),
    Kind("bien-ban-hop", _("Biên bản họp dân đã ghi (Phụ lục V)"), Scope.MEETING,
         lambda at: later.minutes_data(at.record, at.standard), "meeting", by_standard=True, copies=2),
    Kind("danh-sach-niem-yet", _("Danh sách niêm yết"), Scope.POSTING,
         posting.posting_data, "posting", by_standard=True, posted=True),
    Kind("thong-bao-loa", _("Bài đọc loa"), Scope.POSTING, posting.posting_data, "posting", by_standard=True,
         posted=True),
    Kind("bien-ban-niem-yet", _("Biên bản bắt đầu niêm yết"), Scope.POSTING,
         posting.posting_data, "posting", by_standard=True),
    Kind("bien-ban-ket-thuc-niem-yet", _("Biên bản kết thúc niêm yết"), Scope.POSTING,
         posting.posting_data, "posting", by_standard=True, needs="ended_on"),
    Kind("to-trinh", _("Tờ trình Chủ tịch"), Scope.COMMUNE, commune.submission_data, "submission", by_standard=True),
    Kind("danh-sach-trinh", _("Danh sách trình công nhận của thôn"), Scope.VILLAGE, village.submission_data,
         "submission", by_standard=True, there=village.is_submitted),
    Kind("xin-y-kien", _("Văn bản xin ý kiến"), Scope.OPINION, lambda at: later.opinion_data(at.record), "submission"),
    Kind("quyet-dinh-cong-nhan", _("Quyết định công nhận (Mẫu 02)"), Scope.DECISION, commune.decision_data,
         "submission"),
    Kind("thong-bao-khong-cong-nhan", _("Thông báo không công nhận"), Scope.REFUSAL, commune.refusal_data,
         "submission"),
    Kind("bien-nhan-don", _("Biên nhận đơn đề nghị"), Scope.APPLICATION, letters.application_data, "letters"),
    Kind("tra-loi-don", _("Trả lời đơn đề nghị"), Scope.APPLICATION, letters.application_data, "letters",
         needs="answer"),
    Kind("bien-nhan-khieu-nai", _("Biên nhận khiếu nại, phản ánh"), Scope.COMPLAINT, letters.complaint_receipt_data,
         "letters"),
    Kind("ket-qua-phuc-tra", _("Niêm yết kết quả phúc tra"), Scope.COMPLAINT, posting.recheck_result_data, "posting",
         posted=True, needs="recheck.done"),
    Kind("tra-loi-khieu-nai", _("Trả lời khiếu nại, phản ánh"), Scope.COMPLAINT, letters.complaint_answer_data,
         "letters", needs="answer"),
    Kind("bang-cham-cong", _("Bảng chấm công, chi trả rà soát viên"), Scope.COMMUNE, commune.work_data, "report"),
    Kind("cong-van-bao-cao", _("Công văn gửi báo cáo"), Scope.COMMUNE, commune.letter_data, "report"),
    Kind("muc-luc-ho-so", _("Mục lục hồ sơ thôn"), Scope.VILLAGE, dossier.index_data, "report"),
    Kind("so-cong-van", _("Sổ số văn bản"), Scope.BOOK, letters.book_data, "report"),
)  # fmt: skip
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _KINDS}
"""The papers that this room makes."""

OTHERS: Mapping[str, "str | Promise"] = {
    CertificateKind.CERTIFICATE: _("Giấy chứng nhận hộ nghèo, hộ cận nghèo (Mẫu 03)"),
    CertificateKind.CONFIRMATION: _("Giấy xác nhận"),
    CertificateKind.HAND_OUT: _("Sổ trao giấy chứng nhận"),
}
EDITABLE: Mapping[str, Kind] = {
    **KINDS,
    **{str(key): Kind(str(key), name, Scope.DECISION, lambda _at: {}, "certificate", made_here=False)
       for key, name in OTHERS.items()},
}  # fmt: skip
"""All papers whose text an office may change."""


def of_scope(scope: Scope) -> list[Kind]:
    """The papers about one kind of record, in order."""
    return [kind for kind in _KINDS if kind.scope is scope]


def of_record(scope: Scope, record: Any) -> list[Kind]:
    """The papers that this record has by now, in order; none for a record that was withdrawn."""
    if getattr(record, "state", "") == "withdrawn":
        return []
    return [kind for kind in of_scope(scope) if _has(record, kind)]


def _has(record: Any, kind: Kind) -> bool:
    return (not kind.needs or _holds(record, kind.needs)) and (kind.there is None or kind.there(record))


def _holds(record: Any, path: str) -> bool:
    for name in path.split("."):
        record = getattr(record, name) if record is not None else None
    return bool(record)
