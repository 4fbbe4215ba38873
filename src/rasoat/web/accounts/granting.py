"""Who may give which role to whom, and whose account somebody may look after."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import LEVELS, Capability
from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.policy import Grant, NotAllowedError, in_force
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError

R = Role
_VILLAGE = frozenset({R.VILLAGE_HEAD, R.REVIEWER})
_COMMUNE = _VILLAGE | {R.COMMUNE_BOARD, R.COMMUNE_OFFICER, R.FRONT_OBSERVER, R.TRAINEE}
GRANTABLE: Mapping[str, frozenset[Role]] = {
    R.TECHNICAL_ADMIN: frozenset({R.PROVINCE_ADMIN, R.MINISTRY_VIEWER, R.AUDITOR}),
    R.PROVINCE_ADMIN: _COMMUNE
    | {
        R.PROVINCE_OFFICER,
        R.PROVINCE_CHAIR,
        R.DISTRICT_OFFICER,
        R.COMMUNE_CHAIR,
        R.RECHECKER,
    },
    R.COMMUNE_CHAIR: _COMMUNE,
    R.COMMUNE_OFFICER: _VILLAGE,
}
"""Which roles the holder of a role may give: only lower ones, and nobody the role of an own checker."""


def grants_for(acting: Acting, role: str) -> list[Grant]:
    """The grants of the person under which this role may be given."""
    return [
        grant for grant in acting.policy.holding(Capability.ACCOUNT_INVITE) if role in GRANTABLE.get(grant.role, ())
    ]


def at_console(acting: Acting) -> bool:
    """Whether the installer acts at the server's own console, or the showcase fills a site: no person, every power."""
    return acting.user is None and bool(acting.policy.holding(Capability.SYSTEM_MANAGE))


def may_grant(acting: Acting, role: str, unit: Unit | None) -> bool:
    """Whether the person may give this role on this unit (None: the nation)."""
    if at_console(acting):
        return True
    return any(grant.level == "nation" if unit is None else grant.covers(unit) for grant in grants_for(acting, role))


def grantable_roles(acting: Acting) -> list[Role]:
    """The roles that the person may give somewhere, in the order of `Role`."""
    return [role for role in Role if grants_for(acting, role)]


def check_grant(acting: Acting, user: User | None, role: str, unit: Unit | None) -> None:
    """Refuse a role that does not exist at this level, is not the person's to give, or goes to oneself.

    Raises `RefusedError` for the first, `NotAllowedError` for the others.
    """
    if role not in LEVELS:
        raise RefusedError(_("Không có vai trò này."), remedy=_("Chọn một vai trò trong danh sách."), field="role")
    level = unit.level if unit else "nation"
    if level not in LEVELS[role]:
        raise RefusedError(
            _("Vai trò “%(role)s” không giao ở cấp này.") % {"role": Role(role).label},
            remedy=_("Chọn đơn vị đúng cấp của vai trò."),
            field="unit",
        )
    if unit and unit.valid_until and unit.valid_until < timezone.localdate():
        raise RefusedError(
            _("%(unit)s đã kết thúc ngày %(day)s.") % {"unit": unit, "day": f"{unit.valid_until:%d/%m/%Y}"},
            remedy=_("Chọn đơn vị hiện nay."),
            field="unit",
        )
    if user is not None and acting.user is not None and user.pk == acting.user.pk:
        raise NotAllowedError(_("Không ai được tự giao vai trò cho mình."))
    if not may_grant(acting, role, unit):
        raise NotAllowedError(_("Tài khoản này không được giao vai trò đó ở đơn vị này."))


def may_manage(acting: Acting, person: User) -> bool:
    """Whether the person may look after another's account: every role that the other holds must be theirs to give.

    Someone without a role in force belongs to whoever could give the last one. Nobody manages the own account this way.
    """
    if acting.user is not None and acting.user.pk == person.pk:
        return False
    if at_console(acting):
        return True
    rows = list(Assignment.objects.filter(in_force(timezone.localdate()), user=person).select_related("unit"))
    if not rows:
        rows = list(Assignment.objects.filter(user=person).select_related("unit").order_by("-pk")[:1])
    return bool(rows) and all(may_grant(acting, row.role, row.unit) for row in rows)


def require_manage(acting: Acting, person: User) -> None:
    """Raise `NotAllowedError` unless `may_manage`."""
    if not may_manage(acting, person):
        raise NotAllowedError(_("Tài khoản này không được quản lý người đó."))
