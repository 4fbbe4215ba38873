"""Promise the seed of a sample: its hash is told now, the seed itself only after the draw."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round, RoundState
from rasoat.web.trust.drawing import promise_of
from rasoat.web.trust.models import OPEN, RecheckPlan
from rasoat.web.vault.sealing import seal


def promise_sample(
    acting: Acting, row: Round, standard_id: str, *, share: int, least: int, document: str
) -> RecheckPlan:
    """`share` in a thousand, `least` a stratum, by the office's `document`.

    Raises `NotAllowedError`; `RefusedError` for a round that is not open or has a sample that is not drawn yet, an
    unknown standard, a size out of bounds, or no document.
    """
    acting.require(Capability.RECHECK_DRAW, row)
    if not document.strip():
        raise RefusedError(
            _("Chưa ghi văn bản đặt cỡ mẫu."), remedy=_("Ghi số, ngày kế hoạch phúc tra của tỉnh."), field="document"
        )
    if not 1 <= share <= 1000:
        raise RefusedError(_("Tỷ lệ mẫu phải từ 1 đến 1.000 phần nghìn."), remedy=_("Ví dụ 50 là 5 %."), field="share")
    with transaction.atomic():
        locked_chain(row.commune or row.province)
        row = locked_round(row)
        _check(row, standard_id)
        seed = secrets.token_hex(32)
        plan = RecheckPlan(
            round=row, province=row.province, standard_id=standard_id, share=share, least=least,
            document=document.strip(), promise=promise_of(seed), promised_by=acting.user,
        )  # fmt: skip
        plan.seed = seal(seed.encode("ascii"), bound_to=plan.seal_bond("seed"))
        plan.save(force_insert=True)
        record(
            acting, "trust.promised", plan, unit=row.commune or row.province, rows=[plan],
            after={"promise": plan.promise, "share": share, "least": least, "document": plan.document},
            role=acting.role_for(Capability.RECHECK_DRAW, row),
        )  # fmt: skip
    return plan


def _check(row: Round, standard_id: str) -> None:
    if row.state != RoundState.OPEN:
        raise RefusedError(_("Chỉ cam kết mầm khi đợt đang rà soát."), remedy=_("Chọn đợt khác."), code="wrong-state")
    if not row.standards.filter(standard_id=standard_id).exists():
        raise RefusedError(_("Đợt này không theo chuẩn đó."), remedy=_("Chọn lại chuẩn."), field="standard")
    if RecheckPlan.objects.filter(round=row, state__in=OPEN).exists():
        raise RefusedError(_("Đợt này đang có mẫu chưa rút."), remedy=_("Rút hoặc bỏ mẫu ấy trước."), code="twice")
