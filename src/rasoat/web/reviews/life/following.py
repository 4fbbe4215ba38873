"""A case brought after its household: names and numbers follow, a household that left takes its case along."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.models import EventKind, HouseholdEvent
from rasoat.web.reviews.changing import note, write_case
from rasoat.web.reviews.life.leaving import take_out
from rasoat.web.reviews.models import Case, Situation

ENDS = {
    EventKind.MERGED: Situation.MERGED, EventKind.MOVED_OUT: Situation.MOVED_OUT, EventKind.ENDED: Situation.DISSOLVED,
    EventKind.DEATH: Situation.DISSOLVED,
}  # fmt: skip
"""What an event that ended the household makes of its case."""


def follow(acting: Acting, case: Case, event: HouseholdEvent | None) -> None:
    """Bring a locked case after its household, of which `event` was the last one."""
    home = case.household
    if home.ended_on is not None:
        kind = EventKind(event.kind) if event else EventKind.ENDED
        _close(acting, case, event, ENDS.get(kind, Situation.DISSOLVED))
    elif home.commune_id != case.commune_id:
        _close(acting, case, event, Situation.MOVED_OUT)
    else:
        _follow(acting, case, event)


def _close(acting: Acting, case: Case, event: HouseholdEvent | None, situation: Situation) -> None:
    said = f"{event.get_kind_display()}, {event.on:%d/%m/%Y}" if event else str(situation.label)
    reason = (event.reason if event else "") or said
    rows = take_out(
        case, "leave", reason, situation=situation, situation_note=said,
        situation_confirmed_by=acting.user,
    )  # fmt: skip
    _note(acting, case, rows, situation.value, reason, moved=True)


def _follow(acting: Acting, case: Case, event: HouseholdEvent | None) -> None:
    home = case.household
    values: dict[str, Any] = {"head_name": home.head_name, "sort_key": home.sort_key, "member_count": home.member_count}
    if case.situation == Situation.HEAD_DIED and home.head_name != case.head_name:
        values |= {"situation": Situation.NORMAL, "situation_confirmed_by": acting.user}
    write_case(case, **values)
    _note(acting, case, [], case.situation, event.reason if event else "", moved=False)


def _note(
    acting: Acting, case: Case, rows: Sequence[models.Model], situation: str, reason: str, *, moved: bool
) -> None:
    note(
        acting, "reviews.case_followed", case, rows, capability=Capability.REVIEW_RUN,
        after={"situation": situation, "members": case.member_count}, reason=reason, moved=moved,
    )  # fmt: skip
