"""Invite everybody of a list at once: accounts, roles, and a slip for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.invite import invite
from rasoat.web.accounts.actions.reissue_slip import reissue_slip
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.granting import may_manage
from rasoat.web.accounts.invite_check import Wanted, holder_of, holders_of
from rasoat.web.accounts.models import Invitation
from rasoat.web.accounts.slips import DAYS
from rasoat.web.ledger.record import locked_chains


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to print: the invitation, and its code, which is shown this once."""

    invitation: Invitation
    code: str
    wanted: Wanted


def invite_many(acting: Acting, wanted: Sequence[Wanted], *, days: int = DAYS, again: bool = False) -> list[Slip]:
    """Create the accounts that are not there yet, all or none, and give their slips.

    Repeating a list makes no second account, and the slips printed before stay good. With `again` those who have not
    used theirs get another one, and the old ones stop working.
    Raises `NotAllowedError` and `RefusedError` as `invite` does.
    """
    acting.require(Capability.ACCOUNT_INVITE)
    made: list[Slip] = []
    with transaction.atomic():
        locked_chains(chain_unit(row.unit) for row in wanted)
        holders = holders_of(wanted)
        for row in wanted:
            person = holder_of(row, holders)
            if person is None:
                slip = invite(
                    acting, full_name=row.full_name, role=row.role, unit=row.unit, position=row.position,
                    phone=row.phone, days=days,
                )  # fmt: skip
            elif again and not person.has_usable_password() and may_manage(acting, person):
                slip = reissue_slip(acting, person, reason=_("In lại phiếu của cả danh sách"), days=days)
            else:
                continue
            made.append(Slip(*slip, row))
    return made
