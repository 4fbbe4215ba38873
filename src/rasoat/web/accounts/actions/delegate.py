"""Let a colleague stand in while one is away."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.apart import keep_apart
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import NotAllowedError, in_force
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError

LONGEST_DAYS = 90


def delegate(
    acting: Acting,
    assignment: Assignment,
    colleague: User,
    *,
    until: date,
    valid_from: date | None = None,
    document: str = "",
) -> Assignment:
    """Give an own role to a colleague of the same unit until a day at most 90 days away; it ends by itself.

    Raises `NotAllowedError` for a role that is not one's own in force now, or is itself delegated; `RefusedError` for
    the colleague, the days, or duties that stay apart.
    """
    today = acting.today()
    starts = valid_from or today
    if (
        acting.user is None
        or not Assignment.objects.filter(in_force(today), pk=assignment.pk, user=acting.user).exists()
    ):
        raise NotAllowedError(_("Chỉ ủy quyền được vai trò của chính mình đang có hiệu lực."))
    if assignment.delegated_from_id is not None:
        raise NotAllowedError(_("Vai trò được ủy quyền không được ủy quyền lại."))
    if acting.policy.withheld:
        raise NotAllowedError(_("Cần xác thực hai lớp trước khi ủy quyền."))
    _check_days(today, starts, until)
    if not _is_colleague(assignment, colleague, today):
        raise RefusedError(
            _("Người nhận phải đang làm việc ở cùng đơn vị."),
            remedy=_("Chọn một đồng nghiệp trong danh sách."),
            field="colleague",
        )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=colleague.pk)
        if Assignment.objects.filter(
            in_force(starts), user=colleague, role=assignment.role, unit=assignment.unit
        ).exists():
            raise RefusedError(
                _("%(person)s đã có vai trò này.") % {"person": colleague},
                remedy=_("Không cần ủy quyền."),
                field="colleague",
            )
        ends = keep_apart(colleague, assignment.role, assignment.unit, starts, until)
        row = Assignment.objects.create(
            user=colleague,
            role=assignment.role,
            unit=assignment.unit,
            valid_from=starts,
            valid_until=ends,
            delegated_from=assignment,
            document=clean(document),
        )
        record(
            acting,
            "accounts.role_delegated",
            row,
            unit=chain_unit(assignment.unit),
            rows=[row],
            after=state_of(row),
            role=assignment.role,
        )
    return row


def colleagues_of(assignment: Assignment, today: date) -> list[User]:
    """Who may stand in: active people with an own role in force on the same unit (one query)."""
    same = Assignment.objects.filter(
        in_force(today), unit=assignment.unit, delegated_from=None, user__is_active=True
    ).exclude(user=assignment.user_id)
    return list(User.objects.filter(pk__in=same.values("user")).order_by("full_name", "pk"))


def _is_colleague(assignment: Assignment, colleague: User, today: date) -> bool:
    return colleague.pk in {person.pk for person in colleagues_of(assignment, today)}


def _check_days(today: date, starts: date, until: date) -> None:
    if not today <= starts <= until:
        raise RefusedError(
            _("Ngày bắt đầu và ngày kết thúc không hợp lệ."), remedy=_("Sửa lại hai ngày."), field="until"
        )
    if until > today + timedelta(days=LONGEST_DAYS):
        raise RefusedError(
            _("Ủy quyền không quá %(days)s ngày.") % {"days": LONGEST_DAYS},
            remedy=_("Chọn ngày sớm hơn."),
            field="until",
        )
