"""The four large buttons of an officer's first page."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit


@dataclass(frozen=True, slots=True)
class Door:
    """A large button: the name of its address, what it says, and who sees it."""

    name: str
    label: "str | Promise"
    text: "str | Promise"
    need: Capability
    icon: str
    url: str = ""


DOORS = (
    Door("reviews:keying", _("Nhập phiếu"), _("Gõ phiếu giấy, chỉ dùng phím số."), Capability.REVIEW_SURVEY,
         icon="keyboard"),
    Door("paperwork:home", _("In hồ sơ thôn"), _("Cả tập giấy tờ của một thôn."), Capability.REVIEW_RUN,
         icon="printer"),
    Door("certificates:confirm_search", _("Tra cứu / In xác nhận"), _("Giấy cho học sinh, ngân hàng, bệnh viện."),
         Capability.CERTIFICATE_ISSUE, icon="search"),
    Door("reporting:list", _("Báo cáo"), _("Lập, kiểm tra, duyệt báo cáo."), Capability.REPORT_MAKE,
         icon="file-text"),
)  # fmt: skip


def doors_of(acting: Acting, commune: Unit) -> list[Door]:
    """Buttons for what the person may do in the commune."""
    return [replace(door, url=reverse(door.name)) for door in DOORS if acting.policy.may(door.need, commune)]
