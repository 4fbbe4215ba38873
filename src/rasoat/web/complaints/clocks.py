"""The clocks of a complaint, in working days, from the parameters of the procedure."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rasoat.web.complaints.models import Complaint, ComplaintKind
from rasoat.web.complaints.state_graphs import OPEN_STATES
from rasoat.web.rounds.law import procedures_for
from rasoat.web.rounds.models import RoundKind
from rasoat.web.rounds.parameters import value_of
from rasoat.web.rounds.working_days import WorkingDays, add_working_days

RECHECK = "recheck_days"
POSTING = "recheck_posting_days"


def days_of(complaint: Complaint, key: str, on: date) -> int | None:
    """A number of days by the procedure of its round, else by that of periodic reviews on the day; None for none."""
    known = procedures_for(RoundKind.PERIODIC, on)
    procedure_id = complaint.round.procedure_id if complaint.round else known[0].id if known else ""
    value = value_of(complaint.province, procedure_id, key, on) if procedure_id else None
    return value if isinstance(value, int) else None


def due_after(complaint: Complaint, key: str, on: date) -> date | None:
    """The last of those working days after a day. Proposals have no clock by law: None."""
    if complaint.kind != ComplaintKind.COMPLAINT:
        return None
    days = days_of(complaint, key, on)
    return None if days is None else add_working_days(on, days, complaint.province)


def clock_words(complaint: Complaint, today: date, calendar: WorkingDays) -> dict[str, Any]:
    """The clock for a page: `tone`, `icon`, `label`. Days are working days; the day itself is still in time."""
    due = complaint.due_on
    if complaint.state not in OPEN_STATES:
        return {"tone": "plain", "icon": "circle-check", "label": _("Đã xong")}
    if due is None:
        return {"tone": "plain", "icon": "clock", "label": _("Không có hạn luật định")}
    if due < today:
        late = calendar.between(due, today)
        said = ngettext("Quá hạn %(days)s ngày làm việc", "Quá hạn %(days)s ngày làm việc", late)
        return {"tone": "bad", "icon": "octagon-alert", "label": said % {"days": late}}
    if due == today:
        return {"tone": "warn", "icon": "clock", "label": _("Hết hạn hôm nay")}
    left = calendar.between(today, due)
    said = ngettext("Còn %(days)s ngày làm việc", "Còn %(days)s ngày làm việc", left)
    return {"tone": "warn" if left <= 1 else "plain", "icon": "clock", "label": said % {"days": left}}
