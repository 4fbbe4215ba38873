"""Write health facts of a member: sealed, with a permission of their own."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.happening import Happening
from rasoat.web.register.household_rows import seal_health
from rasoat.web.register.models import EventKind, HouseholdEvent, Member, MemberHealth
from rasoat.web.register.occasion import Occasion
from rasoat.web.vault.sealing import unseal


def edit_health(
    acting: Acting, member: Member, told: Mapping[str, Any], occasion: Occasion, *, correction: bool = False
) -> HouseholdEvent | None:
    """Replace the health facts; what stood there goes into the sealed part of the ledger. None when nothing differs.

    Raises `NotAllowedError` without the right to see health facts and to edit the household; `RefusedError`.
    """
    home = member.household
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    acting.require(Capability.HEALTH_VIEW, home)
    facts = {name: value for name, value in told.items() if value not in {None, ""}}
    with transaction.atomic():
        kind = EventKind.CORRECTION if correction else EventKind.CHANGED
        happening = Happening(acting, kind, home, occasion, member=member)
        row = MemberHealth.objects.select_for_update().filter(member=member).first()
        before = health_of(row) if row else {}
        if before == facts:
            transaction.set_rollback(True)
            return None
        row = row or MemberHealth(member=member)
        row.sealed = seal_health(member, facts)
        row.save()
        happening.wrote(row)
        happening.changes["health"] = True
        return happening.finish("register.health_changed", before={"health": before}, after={"health": facts})


def health_of(row: MemberHealth) -> dict[str, Any]:
    """The plain facts. Raises `SealBrokenError` or `KeysMissingError`."""
    return dict(json.loads(unseal(row.sealed, bound_to=f"health:{row.member.public_id}")))
