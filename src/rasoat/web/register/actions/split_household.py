"""Some members of a household make a new household (tách hộ)."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.areas.sorting import name_sort_key
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import Happening, living_members, settle_head
from rasoat.web.register.household_rows import HEAD, KINH
from rasoat.web.register.models import EventKind, Household, HouseholdEvent, Member
from rasoat.web.register.numbering import next_codes
from rasoat.web.register.occasion import Occasion


def split_household(
    acting: Acting, home: Household, leaving: Sequence[Member], head: Member | None, occasion: Occasion, *,
    village: Unit | None = None, address: str = "", old_head: Member | None = None,
    relations: Mapping[int, str] | None = None, version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """The members in `leaving` make a new household under `head`, in the same commune; the old one keeps its id.

    `old_head` is named when the head leaves. `relations`: to the own head, by member id. The event's `other_household`
    is the new household; it counts in column 8 of the movement reports. Raises `NotAllowedError`; `RefusedError` when
    nobody or everybody leaves, or a head is missing.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    told = relations or {}
    with transaction.atomic():
        happening = Happening(acting, EventKind.SPLIT, home, occasion, version=version)
        home = happening.home
        moving = _moving(home, leaving, head)
        if village is not None and village.commune_id != home.commune_id:
            raise RefusedError(
                _("Hộ mới phải ở cùng xã."),
                remedy=_("Tách hộ trước, rồi ghi Chuyển trong tỉnh cho hộ mới."),
                field="village",
            )
        new = _new_home(home, moving, village or home.village, address, occasion)
        happening.new_home(new)
        for number, member in enumerate(moving, start=1):
            relation = (
                HEAD
                if number == 1
                else told.get(member.pk) or ("other" if member.relation == HEAD else member.relation)
            )
            happening.change(member, household_id=new.pk, number=number, relation=relation)
        new.head_id = moving[0].pk
        new.save(update_fields=["head"])
        if home.head_id in {member.pk for member in moving}:
            settle_head(happening, home, old_head, told, field="old_head")
        happening.grow(home, -len(moving))
        happening.grow(new, len(moving))
        happening.changes["created_household"] = new.pk
        happening.event.other_household = new
        happening.event.save(update_fields=["other_household"])
        happening.twin(new, EventKind.SPLIT, home)
        return happening.finish(
            "register.household_split", after={"new": new.code, "members": [m.full_name for m in moving]}
        )


def _moving(home: Household, leaving: Sequence[Member], head: Member | None) -> list[Member]:
    living = {row.pk: row for row in living_members(home)}
    ids = [member.pk for member in leaving]
    if not ids:
        raise RefusedError(_("Chưa chọn ai ra ở riêng."), remedy=_("Đánh dấu ít nhất một thành viên."), field="leaving")
    if not set(ids) <= living.keys():
        raise RefusedError(_("Có người không còn ở trong hộ."), remedy=_("Chọn lại thành viên."), field="leaving")
    if len(set(ids)) == len(living):
        raise RefusedError(
            _("Phải có người ở lại hộ cũ."), remedy=_("Cả hộ đi thì ghi Chuyển trong tỉnh."), field="leaving"
        )
    if head is None or head.pk not in ids:
        raise RefusedError(
            _("Hộ mới phải có chủ hộ."), remedy=_("Chọn chủ hộ trong những người ra ở riêng."), field="head"
        )
    return [living[head.pk], *(row for pk, row in living.items() if pk in ids and pk != head.pk)]


def _new_home(
    home: Household, moving: Sequence[Member], village: Unit | None, address: str, occasion: Occasion
) -> Household:
    head = moving[0]
    minority = head.ethnicity != KINH if head.ethnicity else home.flag_minority
    return Household.objects.create(
        code=next_codes(home.province, 1)[0], province_id=home.province_id, commune_id=home.commune_id, village=village,
        area=(village.area if village else "") or home.area, head_name=head.full_name,
        sort_key=name_sort_key(head.full_name), ethnicity=head.ethnicity or home.ethnicity, flag_minority=minority,
        permanent_address=address or home.permanent_address, present_address=address or home.present_address,
        region_code=home.region_code, origin=home, since=occasion.on,
    )  # fmt: skip
