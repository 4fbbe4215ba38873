"""End a role, or a delegation, now."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.granting import may_grant
from rasoat.web.accounts.models import Assignment
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def end_assignment(acting: Acting, assignment: Assignment, *, reason: str = "") -> Assignment:
    """End an assignment: who may give the role may take it; who delegated may call it back.

    Delegations of an ended assignment end with it, each with its own entry. Raises `RefusedError`
    when it ended already.
    """
    if not may_end(acting, assignment):
        raise NotAllowedError(_("Tài khoản này không được kết thúc vai trò đó."))
    with transaction.atomic():
        row = Assignment.objects.select_for_update().get(pk=assignment.pk)
        if row.ended_at is not None:
            raise RefusedError(_("Vai trò này đã kết thúc."), remedy=_("Tải lại trang để xem tình trạng mới nhất."))
        end_with_delegations(acting, row, reason)
    return row


def end_with_delegations(acting: Acting, row: Assignment, reason: str) -> None:
    """End a running assignment and what was delegated from it, inside the caller's transaction."""
    _end(acting, row, reason)
    for delegation in row.delegations.filter(ended_at__isnull=True):
        _end(acting, delegation, reason)


def may_end(acting: Acting, assignment: Assignment) -> bool:
    """Whether the person may end this: never the own role, always the own delegation to others."""
    source = assignment.delegated_from
    if acting.user is not None and source is not None and source.user_id == acting.user.pk:
        return True
    own = acting.user is not None and assignment.user_id == acting.user.pk
    return not own and may_grant(acting, assignment.role, assignment.unit)


def _end(acting: Acting, row: Assignment, reason: str) -> None:
    before = state_of(row)
    row.ended_at = acting.now()
    row.save(update_fields=["ended_at"])
    record(
        acting,
        "accounts.role_ended",
        row,
        unit=chain_unit(row.unit),
        rows=[row],
        before=before,
        after=state_of(row),
        reason=reason,
    )
