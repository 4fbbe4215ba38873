"""Have a case looked at again by somebody who did not review it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.figures import due_on
from rasoat.web.reviews.models import Case, Recheck, RecheckCause
from rasoat.web.reviews.moving import locked_cases
from rasoat.web.reviews.recheck import CAPABILITY_OF, Checker, check_independent


@dataclass(frozen=True, slots=True)
class RecheckOrder:
    """`due_on`: the last day; counted in working days by the procedure when not given."""

    checker: Checker
    ordered_on: date
    cause: RecheckCause = RecheckCause.COMPLAINT
    due_on: date | None = None


def order_recheck(acting: Acting, case: Case, order: RecheckOrder) -> Recheck:
    """Raises `NotAllowedError`; `RefusedError` for somebody not independent, a day in the future, a case that is not
    held (unless for a sample), or one whose re-check is under way.
    """
    capability = CAPABILITY_OF[order.cause]
    acting.require(capability, case)
    check_independent(case, order.checker)
    if order.ordered_on > acting.today():
        raise RefusedError(_("Ngày ghi ở tương lai."), remedy=_("Sửa lại ngày."), field="ordered_on")
    with transaction.atomic():
        (case,) = locked_cases(pk=case.pk)
        if order.cause != RecheckCause.SAMPLE and not case.held:
            raise RefusedError(
                _("Hộ này không có khiếu nại, ý kiến nào đang chờ."),
                remedy=_("Ghi khiếu nại và giữ hộ lại trước."), code="not-held",
            )  # fmt: skip
        if case.rechecks.filter(cause=order.cause, done=False).exists():
            raise RefusedError(_("Đã cử người phúc tra hộ này, chưa có kết quả."), code="open")
        due = order.due_on or due_on(case.round, "recheck_days", order.ordered_on)
        if due is not None and due < order.ordered_on:
            raise RefusedError(_("Hạn trước ngày cử."), remedy=_("Sửa lại hạn."), field="due_on")
        check = Recheck.objects.create(
            case=case, cause=order.cause, ordered_on=order.ordered_on, due_on=due, checker=order.checker.user,
            checker_name=order.checker.said, entered_by=acting.user,
        )  # fmt: skip
        record(
            acting, "reviews.recheck_ordered", check, unit=case.commune, rows=[check],
            after={"checker": check.checker_name, "due_on": check.due_on}, role=acting.role_for(capability, case),
        )  # fmt: skip
    return check
