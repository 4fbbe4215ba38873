"""One household joins another (nhập hộ): its members move over, it ends."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import Happening, living_members
from rasoat.web.register.household_rows import HEAD
from rasoat.web.register.member_writing import next_number
from rasoat.web.register.models import EventKind, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion


def merge_households(
    acting: Acting, home: Household, into: Household, occasion: Occasion, *,
    relations: Mapping[int, str] | None = None, version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """`home` ends (column 4) and its members live on in `into` (column 8 for persons); both keep their history.

    `relations`: to the head of `into`, by member id. Raises `NotAllowedError` without the right on both; `RefusedError`
    for the same household, or households of two communes.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    acting.require(Capability.HOUSEHOLD_EDIT, into)
    told = relations or {}
    if home.pk == into.pk:
        raise RefusedError(_("Không thể nhập hộ vào chính nó."), remedy=_("Chọn hộ khác."), field="into")
    with transaction.atomic():
        happening = Happening(acting, EventKind.MERGED, home, occasion, other=into, version=version)
        assert happening.other is not None
        home, into = happening.home, happening.other
        if home.commune_id != into.commune_id:
            raise RefusedError(
                _("Hai hộ ở hai xã khác nhau."), remedy=_("Ghi Chuyển trong tỉnh trước, rồi nhập hộ."), field="into"
            )
        number = next_number(into)
        for at, member in enumerate(living_members(home)):
            relation = told.get(member.pk) or ("other" if member.relation == HEAD else member.relation)
            happening.change(
                member, household_id=into.pk, number=number + at, relation="other" if relation == HEAD else relation
            )
        moved = home.member_count
        happening.grow(home, -moved)
        happening.grow(into, moved)
        happening.change(home, ended_on=occasion.on, end_kind=EventKind.MERGED)
        happening.twin(into, EventKind.MERGED, home)
        return happening.finish("register.household_merged", after={"into": into.code})
