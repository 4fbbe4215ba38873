"""Draw up the lists of a decision: recognised, escaped, refused with reasons."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.deciding import check_complete, check_heads, kind_of, reason_of
from rasoat.web.reviews.listing.completeness import waiting_requests
from rasoat.web.reviews.models import DecidedCase, DecidedKind, Result, RoundDecision
from rasoat.web.reviews.moving import locked_results, move, must_be_open, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.rounds.models import Round
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row


@dataclass(frozen=True, slots=True)
class DecisionPlan:
    """`villages`: ids, none for the whole commune. `reasons`: of refusals, by id of the case, where they say more than
    the record. `corrects`: an earlier decision that this one corrects, and why. `key`: see `Told.key`.
    """

    standard_id: str
    villages: Sequence[int] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    corrects: RoundDecision | None = None
    correction_reason: str = ""
    key: uuid.UUID | None = None


def prepare_decision(acting: Acting, row: Round, commune: Unit, plan: DecisionPlan) -> RoundDecision:
    """Everything that is ready under one standard. Raises `NotAllowedError`; `RefusedError` while something in these
    villages is not finished, nothing is ready, a household has no head, or a correction does not name what it corrects.
    """
    acting.require(Capability.DECISION_PREPARE, commune)
    must_be_open(row)
    if plan.corrects is None:
        check_complete(row, commune, plan.standard_id, plan.villages)
        if not plan.villages:
            _check_nobody_missed(row, commune)
    with transaction.atomic():
        once(plan.key, RoundDecision)
        rows = _ready(row, commune, plan)
        _check_correction(rows, plan, row, commune)
        decision = RoundDecision.objects.create(
            round=row, province=row.province, commune=commune, year=row.year, standard_id=plan.standard_id,
            corrects=plan.corrects, correction_reason=plan.correction_reason.strip(), prepared_by=acting.user,
        )  # fmt: skip
        lines = insert([_line(decision, each, plan) for each in rows])
        save_results([move(each, "prepare") for each in rows], "state")
        stages = refresh_stages(row.pk, commune.pk)
        done(plan.key, decision)
        record(
            acting, "reviews.decision_prepared", decision, unit=commune, rows=[decision, *lines, *rows, *stages],
            after={kind: sum(line.kind == kind for line in lines) for kind in DecidedKind.values},
            reason=decision.correction_reason, role=acting.role_for(Capability.DECISION_PREPARE, commune),
        )  # fmt: skip
    return decision


def _check_nobody_missed(row: Round, commune: Unit) -> None:
    """Before the decision of the whole commune every request has been taken up or answered."""
    waiting = waiting_requests(row, commune)
    if waiting:
        raise RefusedError(
            _("Còn %(count)s đơn chưa đưa vào rà soát hoặc trả lời, đơn của %(name)s.")
            % {"count": len(waiting), "name": waiting[0].applicant},
            remedy=_("Mở trang “Đã đủ chưa”, giải quyết từng đơn rồi lập quyết định."), code="requests-waiting",
        )  # fmt: skip


def _ready(row: Round, commune: Unit, plan: DecisionPlan) -> list[Result]:
    where = {"village__in": list(plan.villages)} if plan.villages else {}
    found = locked_results(round=row, commune=commune, standard_id=plan.standard_id, state="ready", **where)
    rows = list(found.select_related("case__household__head", "assessment"))
    if not rows:
        raise RefusedError(
            _("Chưa có hộ nào đủ điều kiện trình ký."), remedy=_("Hết niêm yết (và có ý kiến) rồi lập."),
            code="nothing-ready",
        )  # fmt: skip
    check_heads(rows)
    return rows


def _check_correction(rows: Sequence[Result], plan: DecisionPlan, row: Round, commune: Unit) -> None:
    """Somebody decided on before needs a decision that says what it corrects, and why."""
    again = next((each for each in rows if each.final), None)
    if plan.corrects is None:
        if again is not None:
            raise RefusedError(
                _("Hộ %(head)s đã có trong một quyết định.") % {"head": again.case.head_name},
                remedy=_("Chọn quyết định được sửa; quyết định cũ vẫn giữ."), field="corrects", code="corrects",
            )  # fmt: skip
        return
    old = plan.corrects
    fits = (old.round_id, old.standard_id) == (row.pk, plan.standard_id)
    if not fits or old.commune_id not in whole_predecessors({commune.pk}) or old.state != "confirmed":
        raise RefusedError(
            _("Quyết định được sửa phải là quyết định đã có hiệu lực của xã, cùng đợt, cùng chuẩn."),
            remedy=_("Chọn lại quyết định."), field="corrects",
        )  # fmt: skip
    if not plan.correction_reason.strip():
        raise RefusedError(_("Chưa ghi vì sao sửa."), remedy=_("Ghi lý do sửa."), field="correction_reason")


def _line(decision: RoundDecision, row: Result, plan: DecisionPlan) -> DecidedCase:
    kind = kind_of(row)
    told = plan.reasons.get(row.case_id, "").strip()
    reason = (told or reason_of(row)) if kind == DecidedKind.REFUSED else told
    return make_row(
        DecidedCase, decision=decision, case=row.case, kind=kind, household_class=row.agreed, reason=reason[:1000]
    )
