"""End a recorded exception before its last day: the two duties are kept apart again from now on."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.end_assignment import end_with_delegations
from rasoat.web.accounts.actions.grant_exception import require_grantor
from rasoat.web.accounts.apart import left_standing
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.models import Assignment, DutyException, User
from rasoat.web.ledger.record import locked_chains, record, state_of
from rasoat.web.look.refusals import RefusedError


def end_exception(acting: Acting, exception: DutyException, *, reason: str) -> list[Assignment]:
    """End an exception now; of two duties that stood together by it alone, the later one ends too. Gives those ended.

    Who may grant it may end it. Raises `NotAllowedError`, and `RefusedError` without a reason or when it is over.
    """
    require_grantor(acting, exception.user, exception.unit)
    why = clean(reason)
    if not why:
        raise RefusedError(
            _("Chưa ghi lý do."), remedy=_("Ghi vì sao chấm dứt trước hạn, ví dụ: đã có người thay."), field="reason"
        )
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=exception.user_id)
        row = DutyException.objects.select_for_update().select_related("unit").get(pk=exception.pk)
        if row.ended_at is not None or row.valid_until < acting.today():
            raise RefusedError(
                _("Ngoại lệ này đã hết hiệu lực."), remedy=_("Tải lại trang để xem tình trạng mới nhất.")
            )
        before = state_of(row)
        row.ended_at, row.ended_by, row.end_reason = acting.now(), acting.user, why
        row.save(update_fields=["ended_at", "ended_by", "end_reason"])
        ended = left_standing(person, acting.today())
        locked_chains([chain_unit(row.unit), *(chain_unit(role.unit) for role in ended)])
        record(
            acting, "accounts.exception_ended", row, unit=chain_unit(row.unit), rows=[row], before=before,
            after=state_of(row), reason=why, role=acting.role_for(Capability.EXCEPTION_GRANT, row.unit),
        )  # fmt: skip
        for role in ended:
            end_with_delegations(acting, role, why)
    return ended
