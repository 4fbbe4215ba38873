"""Who may manage which round, and correct which calendar."""

from typing import Protocol

from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Level, Unit
from rasoat.web.boundaries.reach import acting_there, may_change
from rasoat.web.rounds.models import Purpose, RoundKind


class Aimed(Protocol):
    """A round, or what is to become one."""

    @property
    def purpose(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def province(self) -> Unit: ...

    @property
    def commune(self) -> Unit | None: ...


def is_monthly_of_commune(row: Aimed) -> bool:
    """Whether it is the monthly review of one commune: that commune organises it itself."""
    return row.kind == RoundKind.REGULAR and row.commune is not None and row.purpose != Purpose.DEMO


def managing_capability(acting: Acting, row: Aimed) -> Capability:
    """Under which capability a person would manage a round: the province's, or the commune's own."""
    wide = may_change(acting, Capability.ROUND_MANAGE, row.commune or row.province)
    return Capability.ROUND_REGULAR if not wide and is_monthly_of_commune(row) else Capability.ROUND_MANAGE


def may_manage_round(acting: Acting, row: Aimed) -> bool:
    """Whether the person may prepare, open and close this round."""
    return may_change(acting, managing_capability(acting, row), row.commune or row.province)


def require_round(acting: Acting, row: Aimed) -> str:
    """The role under which the person manages the round, for the ledger. Raises `NotAllowedError`.

    The round of a commune that has ended is managed by whoever holds the right everywhere where it stands today.
    """
    if row.commune is not None:
        acting = acting_there(acting, row.commune)
    place, capability = row.commune or row.province, managing_capability(acting, row)
    if acting.policy.may(Capability.ROUND_REGULAR) and not acting.policy.may(capability, place):
        raise NotAllowedError(
            _("Xã chỉ lập, mở, kết thúc đợt rà soát thường xuyên của chính xã mình, chính thức hoặc tập huấn. "
              "Đợt khác do tỉnh làm.")
        )  # fmt: skip
    acting.require(capability, place)
    return acting.role_for(capability, place)


def may_make_rounds(acting: Acting) -> bool:
    """Whether the person may prepare some round somewhere."""
    return acting.policy.may(Capability.ROUND_MANAGE) or acting.policy.may(Capability.ROUND_REGULAR)


def may_change_calendar(acting: Acting, province: Unit | None) -> bool:
    """Whether the person may correct the calendar of a province; None: of the whole country."""
    if province is not None:
        return acting.policy.may(Capability.PARAMETER_SET, province)
    return any(grant.level == Level.NATION for grant in acting.policy.holding(Capability.PARAMETER_SET))


def require_calendar(acting: Acting, province: Unit | None) -> None:
    """Raise `NotAllowedError` unless `may_change_calendar`."""
    if not may_change_calendar(acting, province):
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))
