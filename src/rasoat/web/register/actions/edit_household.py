"""Change what is known of a household: from a day on, or as a correction of what had been wrong all along."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import Happening
from rasoat.web.register.models import EventKind, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion
from rasoat.web.register.stale import check_version

EDITABLE = frozenset(
    {
        "village_id",
        "permanent_address",
        "present_address",
        "region_code",
        "flag_minority",
        "flag_local_minority",
        "flag_no_labour",
        "flag_merit",
        "causes",
        "supports",
        "latitude",
        "longitude",
        "extra",
    }
)
"""Columns that may be written here; the rest follows from events."""


def edit_household(
    acting: Acting,
    home: Household,
    values: Mapping[str, Any],
    occasion: Occasion,
    *,
    correction: bool = False,
    version: int | None = None,
) -> HouseholdEvent | None:
    """Write `values` (by column, `EDITABLE` only). None when they are what the register holds already.

    Raises `NotAllowedError`; `StaleError` when somebody else changed the household meanwhile; `RefusedError` for a
    village elsewhere, a moved household that is not a correction, a date before the present state.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    if unknown := values.keys() - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
    kind = EventKind.CORRECTION if correction else EventKind.CHANGED
    with transaction.atomic():
        happening = Happening(acting, kind, home, occasion)
        row = happening.home
        check_version(row, version, values)
        if "village_id" in values and values["village_id"] != row.village_id:
            _check_village(row, values["village_id"], correction=correction)
            if values["village_id"]:
                row.to_dos.filter(kind="village_missing", done_at__isnull=True).update(done_at=acting.now())
        if all(getattr(row, name) == value for name, value in values.items()):
            transaction.set_rollback(True)
            return None
        happening.change(row, correction=correction, **values)
        return happening.finish("register.household_corrected" if correction else "register.household_changed")


def _check_village(home: Household, village_id: int | None, *, correction: bool) -> None:
    if home.village_id is not None and not correction:
        raise RefusedError(
            _("Đổi thôn là hộ chuyển chỗ ở."),
            remedy=_("Ghi biến động Chuyển trong tỉnh, hoặc chọn Đính chính nếu ghi sai thôn."),
            field="village",
        )
    if village_id is not None and not Unit.objects.filter(pk=village_id, commune_id=home.commune_id).exists():
        raise RefusedError(_("Thôn này không thuộc xã của hộ."), remedy=_("Chọn lại thôn."), field="village")
