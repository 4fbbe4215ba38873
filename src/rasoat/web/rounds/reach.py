"""Who may correct which calendar."""

from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Level, Unit


def may_change_calendar(acting: Acting, province: Unit | None) -> bool:
    """Whether the person may correct the calendar of a province; None: of the whole country."""
    if province is not None:
        return acting.policy.may(Capability.PARAMETER_SET, province)
    return any(grant.level == Level.NATION for grant in acting.policy.holding(Capability.PARAMETER_SET))


def require_calendar(acting: Acting, province: Unit | None) -> None:
    """Raise `NotAllowedError` unless `may_change_calendar`."""
    if not may_change_calendar(acting, province):
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))
