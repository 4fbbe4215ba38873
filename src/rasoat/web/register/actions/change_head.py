"""Another member becomes the head of a household."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import Happening, settle_head
from rasoat.web.register.models import EventKind, Household, HouseholdEvent, Member
from rasoat.web.register.occasion import Occasion


def change_head(
    acting: Acting, home: Household, new_head: Member | None, occasion: Occasion, *,
    relations: Mapping[int, str] | None = None, version: int | None = None,
) -> HouseholdEvent:  # fmt: skip
    """Name a new head; `relations` to the new head by member id, others keep theirs.

    Raises `NotAllowedError`; `RefusedError` when the person does not live there or is the head already.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    with transaction.atomic():
        happening = Happening(acting, EventKind.HEAD_CHANGED, home, occasion, member=new_head, version=version)
        if new_head is not None and new_head.pk == happening.home.head_id:
            raise RefusedError(_("Người này đang là chủ hộ."), remedy=_("Chọn thành viên khác."), field="new_head")
        settle_head(happening, happening.home, new_head, relations or {})
        return happening.finish("register.head_changed")
