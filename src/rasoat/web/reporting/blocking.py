"""What stands in the way of approval: failing checks, and households or communes without a result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import in_own_language
from rasoat.web.reporting.models import Report, ReportKind

UNSETTLED, SILENT = "unsettled", "silent"
MOVED_BETWEEN = frozenset({"X14"})
"""Checks against the year before: births, deaths and monthly decisions since are a reason, no error of sums."""

_WHOLE = (ReportKind.PRELIMINARY, ReportKind.OFFICIAL, ReportKind.MONTHLY)


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that fails. `may_stand`: with a reason it does not stand in the way. `reason`: the one given."""

    key: str
    text: str
    may_stand: bool
    reason: str = ""

    @property
    def stops(self) -> bool:
        """Whether the report cannot be approved because of it."""
        return not (self.may_stand and self.reason)


def said(check: Mapping[str, Any]) -> str:
    """`Xã Đồng Trám, biểu 3 cột 9 …: lệch 2` in the reader's language."""
    told = in_own_language({"vi": check["vi"], "en": check["en"]})
    if check["difference"] is None:
        return f"{check['place']}, {told}"
    off = _("lệch %(off)d") % {"off": abs(check["difference"])}
    return f"{check['place']}, {told} ({off})"


def _may_stand(check: Mapping[str, Any]) -> bool:
    return check["severity"] != "error" or check["check"] in MOVED_BETWEEN


def blocks_of(report: Report) -> list[Block]:
    """Everything that fails. Errors of arithmetic may not stand; warnings and missing results may, with a reason."""
    reasons: Mapping[str, str] = report.reasons
    found = [
        Block(each["key"], f"{each['check']}: {said(each)}", _may_stand(each), reasons.get(each["key"], ""))
        for each in report.checks
        if each["severity"] != "info"
    ]
    if report.kind in _WHOLE and report.unsettled:
        text = _("Còn %(count)d hộ chưa có kết quả, chưa tính vào báo cáo.") % {"count": report.unsettled}
        found.append(Block(UNSETTLED, text, True, reasons.get(UNSETTLED, "")))
    silent = [each["name"] for each in report.gaps if each["why"] == "silent"]
    if report.kind in _WHOLE and silent:
        text = _("Chưa có số liệu của %(count)d xã: %(names)s.") % {
            "count": len(silent), "names": ", ".join(silent[:10]) + ("…" if len(silent) > 10 else "")
        }  # fmt: skip
        found.append(Block(SILENT, text, True, reasons.get(SILENT, "")))
    return found


def require_clean(report: Report) -> None:
    """Raise `RefusedError` naming the first thing in the way."""
    stops = [block for block in blocks_of(report) if block.stops]
    if stops:
        first = stops[0]
        raise RefusedError(
            _("Còn %(count)d chỗ phải xử lý. %(first)s") % {"count": len(stops), "first": first.text},
            remedy=_("Ghi lý do của từng chỗ.") if first.may_stand else _("Sửa số liệu rồi lập lại báo cáo."),
            code="checks-fail",
        )  # fmt: skip
