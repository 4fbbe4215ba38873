"""What the stages of villages and communes are called. Rooms that move them use these codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAGES: "Mapping[str, str | Promise]" = {
    "listing": _("Lập danh sách"), "survey": _("Khảo sát, chấm điểm"), "meeting": _("Họp thôn"),
    "posting": _("Chờ niêm yết"), "posted": _("Đang niêm yết"), "opinion": _("Xin ý kiến"),
    "decision": _("Lập quyết định"), "signing": _("Chờ ký, chờ xác nhận"), "recheck": _("Phúc tra"), "done": _("Xong"),
}  # fmt: skip
"""Stages in order."""


def stage_words(stage: str) -> "str | Promise":
    """The words of a stage; its code where nobody knows it."""
    return STAGES.get(stage, stage)
