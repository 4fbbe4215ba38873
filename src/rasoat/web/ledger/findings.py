"""What a check of the ledger finds: where, what, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FindingKind(StrEnum):
    """Kinds of findings. All but those in `NOTES` mean that somebody wrote past the program.

    (`COPY_STALE` can also mean that a decision has begun or run out since.)
    """

    LINK_BROKEN = "link-broken"
    ENTRY_CHANGED = "entry-changed"
    NUMBER_MISSING = "number-missing"
    ORDER_WRONG = "order-wrong"
    HEAD_WRONG = "head-wrong"
    HEAD_UNKNOWN = "head-unknown"
    PAYLOAD_CHANGED = "payload-changed"
    PAYLOAD_MISSING = "payload-missing"
    ROW_CHANGED = "row-changed"
    ROW_VANISHED = "row-vanished"
    ROW_APPEARED = "row-appeared"
    SEAL_BROKEN = "seal-broken"
    INDEX_WRONG = "index-wrong"
    COPY_STALE = "copy-stale"
    KEY_LOST = "key-lost"
    PAYLOAD_ERASED = "payload-erased"


NOTES = frozenset({FindingKind.PAYLOAD_ERASED})
"""Said, but no fault: an erasure that is itself in the ledger."""

WORDS: Mapping[FindingKind, tuple[str | Promise, str | Promise]] = {
    FindingKind.LINK_BROKEN: (
        _("mục này không nối với mục trước nó"),
        _("so với bản sao lưu gần nhất: có người đã chèn, xóa hoặc thay mục ngay trước mục này"),
    ),
    FindingKind.ENTRY_CHANGED: (
        _("nội dung cột của mục nhật ký đã bị sửa"),
        _("mở bản sao lưu gần nhất, đối chiếu mục cùng số; báo thanh tra"),
    ),
    FindingKind.NUMBER_MISSING: (
        _("thiếu mục nhật ký: số thứ tự bị đứt"),
        _("khôi phục bản sao lưu vào thư mục khác và đối chiếu các mục bị thiếu"),
    ),
    FindingKind.ORDER_WRONG: (
        _("mục nhật ký không nằm đúng thứ tự ghi"),
        _("so với bản sao lưu gần nhất; báo thanh tra"),
    ),
    FindingKind.HEAD_WRONG: (
        _("đầu chuỗi đang lưu không khớp mục cuối cùng"),
        _("so với đầu chuỗi in trên báo cáo; khôi phục bản sao lưu để xem các mục cuối đã mất"),
    ),
    FindingKind.HEAD_UNKNOWN: (
        _("đầu chuỗi đã in trên giấy không còn trong nhật ký"),
        _("nhật ký đã bị viết lại hoặc cắt bớt sau khi in: giữ tờ giấy, khôi phục bản sao lưu, báo thanh tra"),
    ),
    FindingKind.PAYLOAD_CHANGED: (
        _("nội dung niêm phong của mục nhật ký đã bị thay"),
        _("so với bản sao lưu gần nhất; báo thanh tra"),
    ),
    FindingKind.PAYLOAD_MISSING: (
        _("nội dung của mục nhật ký đã bị xóa mà không có quyết định xóa ghi trong nhật ký"),
        _("khôi phục nội dung từ bản sao lưu; tìm người có quyền vào cơ sở dữ liệu"),
    ),
    FindingKind.ROW_CHANGED: (
        _("bản ghi khác với lần ghi cuối trong nhật ký"),
        _("mở lịch sử của bản ghi, đối chiếu với giấy tờ; sửa lại bằng Đính chính để có vết"),
    ),
    FindingKind.ROW_VANISHED: (
        _("bản ghi đã biến mất mà nhật ký không ghi việc xóa"),
        _("khôi phục bản sao lưu vào thư mục khác để xem bản ghi; nhập lại qua phần mềm"),
    ),
    FindingKind.ROW_APPEARED: (
        _("bản ghi có trong dữ liệu nhưng nhật ký không ghi việc thêm"),
        _("tìm giấy tờ của bản ghi; nếu không có thì kết thúc bản ghi qua phần mềm"),
    ),
    FindingKind.SEAL_BROKEN: (
        _("dữ liệu niêm phong không mở được: đã bị sửa hoặc chép từ bản ghi khác"),
        _("hỏi lại người dân và nhập lại qua phần mềm; báo thanh tra"),
    ),
    FindingKind.INDEX_WRONG: (
        _("chỉ mục tra cứu không khớp số định danh đã niêm phong"),
        _("chạy rasoat keys rotate --blind để lập lại chỉ mục; báo thanh tra"),
    ),
    FindingKind.COPY_STALE: (
        _("bản sao lệch với quyết định và hồ sơ: đã bị sửa thẳng trong cơ sở dữ liệu, hoặc đã cũ"),
        _("lập lại bằng rasoat ledger rebuild-copies; nếu không do quyết định vừa hết hạn thì báo thanh tra"),
    ),
    FindingKind.KEY_LOST: (
        _("không kiểm tra được nội dung: thiếu khóa"),
        _("khôi phục tệp khóa: rasoat keys restore; nếu khóa mất hẳn, xem hướng dẫn Khóa và sao lưu"),
    ),
    FindingKind.PAYLOAD_ERASED: (
        _("nội dung đã được xóa theo quyết định ghi trong nhật ký"),
        _("không phải làm gì"),
    ),
}  # fmt: skip
"""Vietnamese words of each kind: what, and what next."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `unit`: name of the chain's unit; `number`: of the entry; `row`: `model pk`; `count`: how many
    alike."""

    kind: FindingKind
    unit: str
    number: int | None = None
    row: str = ""
    detail: str = ""
    count: int = 1

    @property
    def is_fault(self) -> bool:
        """Whether the check fails because of it."""
        return self.kind not in NOTES

    def where(self) -> str:
        """`Xã Đồng Trám, mục 12, register.household 5`."""
        parts = [self.unit, f"mục {self.number}" if self.number else "", self.row]
        return ", ".join(part for part in parts if part)

    def text(self) -> str:
        """One line: where, what, what next."""
        what, remedy = WORDS[self.kind]
        times = f" ({self.count} chỗ)" if self.count > 1 else ""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.where()}: {what}{times}{detail} [{self.kind}]. Cách xử lý: {remedy}."

    def as_json(self) -> dict[str, object]:
        """The finding for programs."""
        what, remedy = WORDS[self.kind]
        return {
            "kind": str(self.kind), "unit": self.unit, "number": self.number, "row": self.row, "detail": self.detail,
            "count": self.count, "fault": self.is_fault, "what": str(what), "next": str(remedy),
        }  # fmt: skip
