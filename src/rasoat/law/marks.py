"""Evidence marks: how well a fact of law is known, and what may be done with it."""

from enum import StrEnum


class Mark(StrEnum):
    """How a value was found. The order is from the strongest to the weakest."""

    VERIFIED = "verified"
    OURS = "ours"
    INFERRED = "inferred"
    SECONDARY = "secondary"
    CONFLICT = "conflict"
    RECALLED = "recalled"
    DRAFT = "draft"
    MISSING = "missing"

    @property
    def label_vi(self) -> str:
        """The words shown beside a value on screen and paper."""
        return _LABELS_VI[self]

    @property
    def needs_office(self) -> bool:
        """True when an office must confirm or supply the value before official use."""
        return self in {Mark.CONFLICT, Mark.RECALLED, Mark.DRAFT, Mark.MISSING}


_LABELS_VI = {
    Mark.VERIFIED: "đã đối chiếu văn bản",
    Mark.OURS: "do phần mềm chọn",
    Mark.INFERRED: "suy ra từ văn bản",
    Mark.SECONDARY: "theo báo chí, tài liệu thứ cấp",
    Mark.CONFLICT: "các nguồn không thống nhất",
    Mark.RECALLED: "theo trí nhớ của người làm nghề",
    Mark.DRAFT: "theo dự thảo",
    Mark.MISSING: "chưa có",
}


def weakest(marks: list[Mark]) -> Mark:
    """The weakest of several marks; `verified` when there is none."""
    order = list(Mark)
    return max(marks, key=order.index, default=Mark.VERIFIED)
