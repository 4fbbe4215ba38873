"""Record that one person may do two duties that are kept apart, where nobody else is there."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.apart import duties_held, duty_on
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.duties import APART, overlap, pair_code
from rasoat.web.accounts.models import DutyException, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError

LONGEST_DAYS = 366


def grant_exception(
    acting: Acting,
    person: User,
    unit: Unit,
    roles: frozenset[str],
    *,
    reason: str,
    document: str,
    valid_from: date,
    valid_until: date,
) -> DutyException:
    """Record the exception: reason, paper, and days, at most a year. Somebody else grants it, never the person.

    Raises `NotAllowedError` without the capability on the unit or for oneself, `RefusedError` for the rest.
    """
    grantor = require_grantor(acting, person, unit)
    if roles not in APART:
        raise RefusedError(
            _("Hai vai trò này không cần ngoại lệ."), remedy=_("Chọn một cặp trong danh sách."), field="duties"
        )
    for field, text in (("reason", reason), ("document", document)):
        if not text.strip():
            raise RefusedError(_("Chưa ghi mục này."), remedy=_("Ghi lý do và số, ngày văn bản cho phép."), field=field)
    if not valid_from <= valid_until or (valid_until - valid_from).days >= LONGEST_DAYS:
        raise RefusedError(_("Thời hạn phải từ 1 ngày đến 1 năm."), remedy=_("Sửa lại hai ngày."), field="valid_until")
    there = duty_on("", unit)
    if not any(duty.role in roles and overlap(duty, there) for duty in duties_held(person, acting.today())):
        raise RefusedError(
            _("%(person)s chưa giữ vai trò nào trong cặp này ở đây.") % {"person": person},
            remedy=_("Giao vai trò thứ nhất trước, rồi ghi ngoại lệ cho vai trò thứ hai."),
            field="duties",
        )
    with transaction.atomic():
        row = DutyException.objects.create(
            user=person,
            unit=unit,
            duties=pair_code(roles),
            reason=clean(reason),
            document=clean(document),
            granted_by=grantor,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        record(
            acting,
            "accounts.exception_granted",
            row,
            unit=chain_unit(unit),
            rows=[row],
            after=state_of(row),
            reason=row.reason,
            role=acting.role_for(Capability.EXCEPTION_GRANT, unit),
        )
    return row


def may_grant_exception(acting: Acting, person: User, unit: Unit) -> bool:
    """Whether the person who acts may give, and take back, such an exception: somebody else with the capability."""
    return (
        acting.user is not None and acting.user.pk != person.pk and acting.policy.may(Capability.EXCEPTION_GRANT, unit)
    )


def require_grantor(acting: Acting, person: User, unit: Unit) -> User:
    """The person who acts, if `may_grant_exception`; raises `NotAllowedError` otherwise."""
    acting.require(Capability.EXCEPTION_GRANT, unit)
    if acting.user is None or not may_grant_exception(acting, person, unit):
        raise NotAllowedError(_("Ngoại lệ kiêm nhiệm phải do người khác cho phép."))
    return acting.user
