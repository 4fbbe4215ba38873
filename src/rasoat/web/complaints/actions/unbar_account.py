"""Let an account see a denunciation again: it was barred by mistake, or what was said of its person proved false."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.complaints.actions.step_denunciation import locked_denunciation
from rasoat.web.complaints.models import Denounced, DenunciationStep, LiftedWhy
from rasoat.web.complaints.queries import decides_above
from rasoat.web.complaints.state_graphs import DENUNCIATION
from rasoat.web.complaints.telling import seal_note
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError

UNBAR = "unbar"
"""The step of a denunciation that says so; its note holds the reason, sealed. The ledger does not tell it."""


def why_not(acting: Acting, barred: Denounced) -> str:
    """Why this person may not lift a bar; empty when they may. It is asked of people who see the denunciation.

    Two pairs of eyes: somebody of the province, other than who barred the account, and never the barred person.
    """
    if not decides_above(acting, barred.denunciation):
        return _("Chỉ cán bộ tỉnh được giao giải quyết tố cáo bỏ chặn tài khoản.")
    if acting.user is None or barred.user_id == acting.user.pk:
        return _("Không ai tự bỏ chặn cho mình.")
    if barred.by_id == acting.user.pk:
        return _("Người đã chặn không tự bỏ chặn.")
    return ""


def unbar_account(acting: Acting, barred: Denounced, why: str, reason: str) -> Denounced:
    """Lift a bar. `why`: one of `LiftedWhy`. Raises `NotAllowedError` for people who do not see the denunciation;
    `RefusedError` for those who may not lift it, without a reason, when it is lifted already, or when it is said to
    be unfounded before the denunciation is concluded.
    """
    with transaction.atomic():
        row = locked_denunciation(acting, barred.denunciation)
        fresh = Denounced.objects.select_for_update(of=("self",)).select_related("denunciation").get(pk=barred.pk)
        _check(acting, fresh, why, reason)
        fresh.lifted_at, fresh.lifted_by, fresh.lifted_why = acting.now(), acting.user, why
        fresh.save()
        step = DenunciationStep(
            denunciation=row, move=UNBAR, state=row.state, happened_on=acting.today(), by=acting.user
        )
        seal_note(step, reason.strip())
        step.save(force_insert=True)
        role = acting.role_for(Capability.DENUNCIATION_HANDLE, row)
        record(
            acting, "complaints.account_unbarred", row, unit=row.commune, rows=[fresh, step], after={"why": why},
            role=role,
        )  # fmt: skip
    return fresh


def _check(acting: Acting, barred: Denounced, why: str, reason: str) -> None:
    if barred.lifted_at is not None:
        raise RefusedError(_("Tài khoản này đã được bỏ chặn."), remedy=_("Mở lại trang để xem."), code="lifted")
    if refused := why_not(acting, barred):
        raise RefusedError(
            refused, remedy=_("Nhờ một cán bộ khác của tỉnh được giao giải quyết tố cáo."), code="second-eyes"
        )
    if why not in LiftedWhy.values:
        raise RefusedError(_("Chưa chọn vì sao bỏ chặn."), remedy=_("Chọn một lý do."), field="why")
    ended = DENUNCIATION.states[barred.denunciation.state].end
    if why == LiftedWhy.UNFOUNDED and not ended:
        raise RefusedError(
            _("Tố cáo này chưa kết luận."), remedy=_("Kết luận trước, hoặc chọn lý do chặn nhầm."), field="why"
        )
    if not reason.strip():
        raise RefusedError(_("Phải ghi lý do."), remedy=_("Ghi vì sao bỏ chặn."), field="reason")
