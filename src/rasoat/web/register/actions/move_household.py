"""A household moves inside the province; its history goes along."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import Happening, living_members
from rasoat.web.register.models import EventKind, Household, HouseholdEvent, ToDo
from rasoat.web.register.occasion import Occasion


def move_household(
    acting: Acting, home: Household, commune: Unit, village: Unit | None, occasion: Occasion, *, address: str = "",
    version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """Move to another village or commune of the same province, by somebody of the place it leaves.

    Across communes it is column 4 there and column 8 here in the movement reports. Raises `NotAllowedError`;
    `RefusedError` for another province, an ended unit, or the place where the household is.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    _check(home, commune, village, occasion)
    with transaction.atomic():
        happening = Happening(acting, EventKind.MOVED_WITHIN, home, occasion, version=version)
        home = happening.home
        if (home.commune_id, home.village_id) == (commune.pk, village.pk if village else None):
            raise RefusedError(_("Hộ đang ở đúng nơi này."), remedy=_("Chọn thôn hoặc xã khác."), field="village")
        area = (village.area if village else "") or commune.area or home.area
        placed: dict[str, Any] = {"commune_id": commune.pk, "village_id": village.pk if village else None, "area": area}
        if address:
            placed["present_address"] = address
        crossed = home.commune_id != commune.pk
        happening.change(home, **placed)
        if crossed:
            for member in living_members(home):
                happening.change(member, commune_id=commune.pk)
        if village is None:
            ToDo.objects.create(household=home, commune_id=commune.pk, kind="village_missing", note="chưa rõ thôn")
        else:
            home.to_dos.filter(kind="village_missing", done_at__isnull=True).update(done_at=acting.now())
        return happening.finish("register.household_moved_within")


def _check(home: Household, commune: Unit, village: Unit | None, occasion: Occasion) -> None:
    if commune.level != Level.COMMUNE or commune.province_id != home.province_id:
        raise RefusedError(
            _("Nơi đến không phải là xã cùng tỉnh."), remedy=_("Ra khỏi tỉnh thì dùng Chuyển đi."), field="commune"
        )
    if commune.valid_until and commune.valid_until < occasion.on:
        raise RefusedError(
            _("%(commune)s đã hết hiệu lực.") % {"commune": commune.full_name},
            remedy=_("Chọn xã đang hoạt động."),
            field="commune",
        )
    if village is not None and village.commune_id != commune.pk:
        raise RefusedError(
            _("%(village)s không thuộc %(commune)s.") % {"village": village.full_name, "commune": commune.full_name},
            remedy=_("Chọn lại thôn."),
            field="village",
        )
