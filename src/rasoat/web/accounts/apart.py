"""Duties kept apart, asked of the database: what a person holds, which exceptions are recorded, who may approve."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.duties import Duty, Leave, allowed_until, clash, pair_code
from rasoat.web.accounts.models import Assignment, DutyException, Role, User
from rasoat.web.accounts.policy import in_force
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError


def duty_on(role: str, unit: Unit | None) -> Duty:
    """The duty of a role on a unit, with the units above it."""
    if unit is None:
        return Duty(role, None, frozenset())
    above = {unit.pk, unit.parent_id, unit.commune_id, unit.province_id}
    if unit.level == "village" and unit.commune_id and unit.commune is not None:
        above.add(unit.commune.parent_id)
    return Duty(role, unit.pk, frozenset(number for number in above if number is not None))


def duties_held(user: User, on: date) -> list[Duty]:
    """What a person holds from a day on: assignments that run on it, or begin later (one query)."""
    rows = Assignment.objects.filter(in_force(on), user=user) | Assignment.objects.filter(
        user=user, valid_from__gt=on, ended_at__isnull=True
    )
    return [duty_on(row.role, row.unit) for row in rows.select_related("unit__commune")]


def leaves_of(user: User) -> list[Leave]:
    """The exceptions recorded for a person and not ended early, of any date (one query)."""
    return [
        Leave(frozenset(row.duties.split("+")), row.unit_id, row.valid_from, row.valid_until)
        for row in DutyException.objects.filter(user=user, ended_at__isnull=True)
    ]


def keep_apart(user: User, role: str, unit: Unit | None, on: date, until: date | None) -> date | None:
    """Refuse a role that clashes with one held; return the day on which it must end.

    With a recorded exception the role is allowed, no longer than the exception. Raises `RefusedError`.
    """
    new = duty_on(role, unit)
    for held in duties_held(user, on):
        if clash(new, [held]) is None:
            continue
        last = allowed_until(new, held, leaves_of(user), on)
        if last is None:
            raise RefusedError(
                _("%(person)s đang giữ vai trò “%(held)s”; không được kiêm “%(new)s” trên cùng địa bàn.")
                % {"person": user, "held": Role(held.role).label, "new": Role(role).label},
                remedy=_(
                    "Chọn người khác, hoặc đề nghị người có thẩm quyền ghi một ngoại lệ kiêm nhiệm có lý do, văn bản."
                ),
                field="role",
                code="duties_apart",
            )
        until = last if until is None else min(until, last)
    return until


def may_approve(acting: Acting, prepared_by: User | int | None, unit: Unit) -> bool:
    """Whether the person who acts may approve what somebody prepared in a unit: not one's own work.

    The recorded exception `commune_chair+commune_officer` for this unit allows it while it runs. The capability to
    approve is asked for apart from this.
    """
    if acting.user is None:
        return False
    preparer = prepared_by.pk if isinstance(prepared_by, User) else prepared_by
    if preparer != acting.user.pk:
        return True
    today = timezone.localdate()
    return DutyException.objects.filter(
        user=acting.user,
        duties=pair_code((Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIR)),
        unit_id__in=duty_on("", unit).place,
        valid_from__lte=today,
        valid_until__gte=today,
        ended_at__isnull=True,
    ).exists()


def left_standing(user: User, on: date) -> list[Assignment]:
    """Roles that stand beside a duty they must be kept apart from, with no exception left: of each pair the later."""
    rows = [
        row
        for row in Assignment.objects.filter(user=user, ended_at__isnull=True).select_related("unit__commune")
        if row.valid_until is None or row.valid_until >= on
    ]
    rows.sort(key=lambda row: row.pk)
    leaves = leaves_of(user)
    kept: list[Assignment] = []
    found: list[Assignment] = []
    for row in rows:
        new, first = duty_on(row.role, row.unit), max(on, row.valid_from)
        held = [duty_on(other.role, other.unit) for other in kept if _meet(row, other)]
        clashing = [duty for duty in held if clash(new, [duty]) is not None]
        excused = all(allowed_until(new, duty, leaves, first) is not None for duty in clashing)
        (kept if excused else found).append(row)
    return found


def _meet(one: Assignment, other: Assignment) -> bool:
    """Whether two roles run on a common day."""
    last = [row.valid_until for row in (one, other) if row.valid_until is not None]
    return not last or max(one.valid_from, other.valid_from) <= min(last)
