"""How evidence marks look on screen."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rasoat.law.marks import Mark
from rasoat.web.look.badges import Badge

MARKS: Mapping[Mark, Badge] = {
    Mark.VERIFIED: Badge(_("Đã đối chiếu văn bản"), "circle-check", "good"),
    Mark.OURS: Badge(_("Do phần mềm chọn"), "info", "plain"),
    Mark.INFERRED: Badge(_("Suy ra từ văn bản"), "info", "plain"),
    Mark.SECONDARY: Badge(_("Theo tài liệu thứ cấp"), "info", "plain"),
    Mark.CONFLICT: Badge(_("Các nguồn không thống nhất"), "triangle-alert", "warn"),
    Mark.RECALLED: Badge(_("Theo trí nhớ của người làm nghề"), "triangle-alert", "warn"),
    Mark.DRAFT: Badge(_("Theo dự thảo"), "triangle-alert", "warn"),
    Mark.MISSING: Badge(_("Chưa có"), "octagon-alert", "bad"),
}
"""The badge of each mark."""
