"""The chair's board: decisions that wait, who enters and leaves, what is out of the ordinary. No targets here."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.complaints.queries import clocks_of
from rasoat.web.desk.report_states import report_states
from rasoat.web.reviews.signing import ToSign, to_sign

WHY = {
    "departs": _("họp thôn chọn loại khác điểm"), "relative": _("người thân của rà soát viên"),
    "complaint": _("đã phúc tra"), "unlocked": _("đã mở khóa phiếu"),
    "contradicted": _("phiếu có chỉ số trái với thông tin đã khai"),
}  # fmt: skip
"""What is out of the ordinary, in words."""


def board(request: HttpRequest) -> Mapping[str, Any] | None:
    """For whoever confirms decisions; None for everybody else (eight queries)."""
    acting = acting_of(request)
    if not acting.policy.may(Capability.DECISION_CONFIRM):
        return None
    reports = report_states(acting, Capability.REPORT_APPROVE)
    waiting = [_told(each) for each in to_sign(acting)]
    return {"waiting": waiting, "reports": reports, "clocks": clocks_of(acting)}


def _told(item: ToSign) -> dict[str, Any]:
    """A decision with its exceptions counted by what they are."""
    counts = {code: sum(code in why for _line, why in item.exceptions) for code in WHY}
    return {
        "item": item, "signed": item.decision.state == "signed", "refused": len(item.refused),
        "exceptions": [{"label": words, "number": counts[code]} for code, words in WHY.items() if counts[code]],
    }  # fmt: skip
