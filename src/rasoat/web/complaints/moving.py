"""One move of a complaint or denunciation: state, clock, step and ledger together, inside the action's transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import may_change
from rasoat.web.complaints.models import Complaint, ComplaintStep, Denunciation, DenunciationStep
from rasoat.web.complaints.state_graphs import COMPLAINT, DENUNCIATION
from rasoat.web.complaints.telling import seal_note
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError, StaleError


def need_of(move: str) -> Capability:
    """What a person must be allowed to do to make a move of a complaint."""
    return Capability(COMPLAINT.moves[move].need)


def may_move(acting: Acting, complaint: Complaint, move: str) -> bool:
    """Whether the person may make a move. A complaint stays in the book of the commune that took it in; once that has
    ended, who has the household today goes on with it, else who follows the commune everywhere.
    """
    need = need_of(move)
    if acting.policy.may(need, complaint):
        return True
    if complaint.commune.valid_until is not None and complaint.case is not None:
        return acting.policy.may(need, complaint.case.household)
    return may_change(acting, need, complaint.commune)


def locked_complaint(acting: Acting, complaint: Complaint, version: int | None, move: str) -> Complaint:
    """The complaint, locked until the transaction ends, for a move.

    Raises `NotAllowedError`; `StaleError` when it moved on since the page was shown (`version` None: the caller takes
    it as it is).
    """
    if not may_move(acting, complaint, move):
        acting.require(need_of(move), complaint)
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("commune", "province", "case", "round")
    fresh = rows.get(pk=complaint.pk)
    if version is not None and version != fresh.version:
        raise StaleError({"state": complaint.state}, {"state": fresh.state})
    return fresh


def check_day(acting: Acting, on: date, received_on: date) -> None:
    """Raise `RefusedError` for a day in the future, or before the letter came in."""
    if on > acting.today():
        raise RefusedError(_("Ngày này chưa đến."), remedy=_("Sửa lại ngày."), field="happened_on")
    if on < received_on:
        raise RefusedError(
            _("Ngày này trước ngày nhận đơn %(day)s.") % {"day": f"{received_on:%d/%m/%Y}"},
            remedy=_("Sửa lại ngày."), field="happened_on",
        )  # fmt: skip


def move_complaint(
    acting: Acting, row: Complaint, move: str, *, on: date, note: str = "", due_on: date | None = None,
    rows: Iterable[models.Model] = (), after: Mapping[str, Any] | None = None,
) -> ComplaintStep:  # fmt: skip
    """Move a locked complaint. `note`: the reason where the move needs one; sealed. `due_on`: the clock from now on.

    Raises `RefusedError` when the graph has no such move from here, the reason is missing, or the day cannot be.
    """
    before = row.state
    check_day(acting, on, row.happened_on)
    row.state = COMPLAINT.target(move, before, reason=note)
    row.due_on = due_on
    row.version += 1
    row.save()
    step = ComplaintStep(complaint=row, move=move, state=row.state, happened_on=on, by=acting.user)
    seal_note(step, note.strip())
    step.save(force_insert=True)
    told = {"state": row.state, "due_on": row.due_on, **(after or {})}
    role = acting.role_for(need_of(move), row)
    record(
        acting, f"complaints.{move}", row, unit=row.commune, rows=[row, step, *rows], before={"state": before},
        after=told, reason=note.strip(), role=role,
    )  # fmt: skip
    return step


def move_denunciation(acting: Acting, row: Denunciation, move: str, *, on: date, note: str = "") -> DenunciationStep:
    """Move a locked denunciation; the ledger says that it moved, not why. Raises `RefusedError` as above."""
    before = row.state
    check_day(acting, on, row.received_on)
    row.state = DENUNCIATION.target(move, before, reason=note)
    row.version += 1
    row.save()
    step = DenunciationStep(denunciation=row, move=move, state=row.state, happened_on=on, by=acting.user)
    seal_note(step, note.strip())
    step.save(force_insert=True)
    role = acting.role_for(Capability.DENUNCIATION_HANDLE, row)
    record(
        acting, "complaints.denunciation_moved", row, unit=row.commune, rows=[row, step], before={"state": before},
        after={"state": row.state}, role=role,
    )  # fmt: skip
    return step
