"""The case of a complaint is held up while the complaint is open, and goes on afterwards; no other case is touched."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.state_graphs import OPEN_STATES
from rasoat.web.reviews.actions.hold_case import hold_case
from rasoat.web.reviews.actions.release_case import release_case
from rasoat.web.reviews.models import Case, Result
from rasoat.web.reviews.state_graphs import RESULT

HELD = "complained"
LOOKED_INTO = ("handling", "recheck")
"""Complaints taken up, whose result is not known yet: they hold their case as soon as it hangs."""


def was_decided(complaint: Complaint) -> bool:
    """Whether a decision on the case is there already."""
    states = Result.objects.filter(case=complaint.case_id).values_list("state", flat=True)
    return any(RESULT.can("correct", state) for state in states)


def hold(acting: Acting, complaint: Complaint, *, reason: str) -> None:
    """Hold up the case, once anything of it was posted; before that the village meeting is the place to speak."""
    states = Result.objects.filter(case=complaint.case_id).values_list("state", flat=True)
    can = any(state == HELD or RESULT.can("complain", state) or RESULT.can("correct", state) for state in states)
    if complaint.case is not None and can:
        hold_case(acting, complaint.case, reason=reason)


def waiting_complaints(case_ids: Sequence[int]) -> dict[int, str]:
    """Of these cases, those that an open complaint holds up once they are posted (one query)."""
    rows = Complaint.objects.filter(case__in=case_ids, state__in=LOOKED_INTO).order_by("pk")
    return {row.case_id: _("Có khiếu nại %(number)s.") % {"number": row} for row in rows if row.case_id is not None}


def others_open(complaint: Complaint) -> list[Complaint]:
    """Other complaints about the same household that are not answered yet."""
    if complaint.case_id is None:
        return []
    rows = Complaint.objects.filter(case=complaint.case_id, state__in=OPEN_STATES).exclude(pk=complaint.pk)
    return list(rows.order_by("number"))


def let_go(acting: Acting, complaint: Complaint, *, reason: str) -> None:
    """Let the case go on, unless another complaint about it is open."""
    if complaint.case_id is None or not Case.objects.filter(pk=complaint.case_id, held=True).exists():
        return
    if not others_open(complaint):
        release_case(acting, Case.objects.get(pk=complaint.case_id), reason=reason)


def held_standards(complaint: Complaint) -> list[str]:
    """Standards under which the result of the case waits for the re-check."""
    rows = Result.objects.filter(case=complaint.case_id, state=HELD).order_by("pk")
    return list(rows.values_list("standard_id", flat=True))


def goes_up_again(complaint: Complaint) -> bool:
    """Whether a result of the case, let go, has to hang once more."""
    free = Result.objects.filter(case=complaint.case_id, state=HELD, case__held=False)
    return free.exists()
