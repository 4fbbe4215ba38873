"""The independent re-check of a complaint: ordered, and what it found."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import User
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.moving import check_day, locked_complaint, move_complaint
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.order_recheck import RecheckOrder, order_recheck
from rasoat.web.reviews.actions.record_recheck import RecheckFinding, record_recheck
from rasoat.web.reviews.recheck import Checker
from rasoat.web.reviews.recording import Told


def order_complaint_recheck(
    acting: Acting, complaint: Complaint, *, on: date, checker_name: str = "", checker: User | None = None,
    relative: str = "", note: str = "", version: int | None = None,
) -> Complaint:  # fmt: skip
    """`checker`: an account, or only a name; `relative`: how they are related to the household, if at all.

    Raises `NotAllowedError`, `StaleError`; `RefusedError` without a case, for a case that is not held, and for somebody
    who is not independent.
    """
    with transaction.atomic():
        row = locked_complaint(acting, complaint, version, "order_recheck")
        if row.case is None:
            raise RefusedError(
                _("Đơn này chưa gắn với hộ nào trong đợt."),
                remedy=_("Trả lời trực tiếp, hoặc xem xét lại và chọn hộ liên quan."), field="checker_name",
            )  # fmt: skip
        check_day(acting, on, row.happened_on)
        order = RecheckOrder(
            Checker(user=checker, name=checker_name, relative=relative), on, due_on=max(row.due_on or on, on)
        )
        row.recheck = order_recheck(acting, row.case, order)
        move_complaint(acting, row, "order_recheck", on=on, note=note, due_on=row.due_on)
    return row


def finish_recheck(
    acting: Acting, complaint: Complaint, *, on: date, finding: str, classes: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Complaint:  # fmt: skip
    """`classes`: by standard that is held; not needed when the re-check has its result already, from its own page.

    Raises `NotAllowedError`, `StaleError`, `RefusedError`.
    """
    with transaction.atomic():
        row = locked_complaint(acting, complaint, version, "finish_recheck")
        check = row.recheck
        if check is not None and not check.done:
            told = Told(on, acted=check.checker_name, on_behalf=True)
            record_recheck(acting, check, RecheckFinding(told, finding, classes or {}))
        move_complaint(acting, row, "finish_recheck", on=on, note=finding, due_on=row.due_on)
    return row
