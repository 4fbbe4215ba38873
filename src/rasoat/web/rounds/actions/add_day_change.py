"""Correct the calendar: a day off, or a Saturday or Sunday that is worked instead."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.models import DayChange
from rasoat.web.rounds.reach import require_calendar
from rasoat.web.rounds.working_days import calendar_of


def add_day_change(
    acting: Acting, province: Unit | None, day: date, *, works: bool, name: str = "", document: str = ""
) -> DayChange:
    """Record that a day is worked or free, in a province or (None) everywhere.

    Raises `NotAllowedError`; `RefusedError` without a document, for a day that is so already, or corrected already.
    """
    require_calendar(acting, province)
    if not document.strip():
        raise RefusedError(
            _("Chưa ghi văn bản."), remedy=_("Ghi số, ngày của thông báo nghỉ hoặc làm bù."), field="document"
        )
    said = f"{day:%d/%m/%Y}"
    with transaction.atomic():
        locked_chain(province)
        if DayChange.objects.filter(province=province, day=day).exists():
            raise RefusedError(
                _("Ngày %(day)s đã được ghi trước đó.") % {"day": said}, remedy=_("Rút lần ghi cũ trước."),
                field="day", code="day-there",
            )  # fmt: skip
        if calendar_of(province).is_working(day) == works:
            now = _("Lịch đã ghi %(day)s là ngày làm việc.") if works else _("Lịch đã ghi %(day)s là ngày nghỉ.")
            raise RefusedError(now % {"day": said}, remedy=_("Chọn ngày khác."), field="day", code="day-so")
        row = DayChange.objects.create(
            province=province, day=day, works=works, name=name.strip()[:120], document=document.strip()[:200],
            recorded_by=acting.user,
        )  # fmt: skip
        record(
            acting, "rounds.day_changed", row, unit=province, rows=[row], after=state_of(row),
            reason=document.strip(), role=acting.role_for(Capability.PARAMETER_SET, province),
        )  # fmt: skip
    return row
