"""Members and households that leave: the common part of death, leaving, moving out and ending."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import Happening, living_members, settle_head
from rasoat.web.register.models import EventKind, Household, Member


def take_out(
    happening: Happening, member: Member, kind: EventKind, new_head: Member | None, relations: Mapping[int, str], *,
    ends_as: str,
) -> None:  # fmt: skip
    """One member leaves; the head is followed by a new head. `ends_as`: how the household ends with its sole member."""
    home = happening.home
    living = living_members(home)
    row = next((one for one in living if one.pk == member.pk), None)
    if row is None:
        raise RefusedError(_("Người này không ở trong hộ."), remedy=_("Chọn lại thành viên."), field="member")
    on = happening.event.on
    happening.change(row, left_on=on, leave_kind=kind)
    if len(living) > 1:
        happening.grow(home, -1)
        if row.pk == home.head_id:
            settle_head(happening, home, new_head, relations)
        return
    if home.member_count > 1:
        raise RefusedError(
            _("Hộ có %(member_count)s nhân khẩu nhưng mới ghi tên một người.") % {"member_count": home.member_count},
            remedy=_("Bổ sung các thành viên khác trước."), field="member",
        )  # fmt: skip
    if not ends_as:
        raise RefusedError(
            _("Đây là thành viên cuối cùng của hộ."), remedy=_("Ghi Chuyển đi hoặc Kết thúc hộ."), field="member"
        )
    happening.grow(home, -home.member_count)
    happening.change(home, ended_on=on, end_kind=ends_as)


def close_household(happening: Happening, home: Household, kind: str) -> None:
    """All members leave and the household ends."""
    on = happening.event.on
    for row in living_members(home):
        happening.change(row, left_on=on, leave_kind=kind)
    happening.grow(home, -home.member_count)
    happening.change(home, ended_on=on, end_kind=kind)
