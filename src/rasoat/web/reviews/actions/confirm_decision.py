"""A second person confirms a signed decision: results are final and, in official rounds, statuses follow."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.apart import may_approve
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Decision, DecisionSource
from rasoat.web.reviews.models import Case, DecidedCase, DecidedKind, Result, RoundDecision
from rasoat.web.reviews.moving import BATCH, locked_cases, locked_results, move, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.stages import refresh_stages_of
from rasoat.web.reviews.state_graphs import CASE, DECISION, RESULT
from rasoat.web.rounds.models import RoundKind, RoundStandard

MOVES = {DecidedKind.RECOGNISED: "recognise", DecidedKind.ESCAPED: "escape", DecidedKind.REFUSED: "refuse"}


def confirm_decision(acting: Acting, decision: RoundDecision, *, key: uuid.UUID | None = None) -> RoundDecision:
    """`key`: see `Told.key`. Raises `NotAllowedError`; `RefusedError` for somebody who prepared it or typed in its
    number (unless an exception is recorded), or a decision that is not signed.
    """
    acting = acting_there(acting, decision.commune)
    acting.require(Capability.DECISION_CONFIRM, decision.commune)
    with transaction.atomic():
        once(key, RoundDecision)
        kept = RoundDecision.objects.select_for_update(of=("self",)).select_related("round", "commune__province")
        decision = kept.get(pk=decision.pk)
        state = DECISION.target("confirm", decision.state)
        _apart(acting, decision)
        lines = {line.case_id: line for line in decision.cases.all()}
        locked_cases(pk__in=list(lines))
        found = locked_results(case__in=decision.cases.values("case"), standard_id=decision.standard_id)
        rows = list(found.select_related("case__household", "assessment"))
        before = {row.pk for row in rows if row.final}
        for row in rows:
            line = lines[row.case_id]
            move(row, MOVES[DecidedKind(line.kind)], reason=line.reason)
            row.final = line.household_class
        save_results(rows, "state", "final")
        cases = _close_cases(rows)
        decision.state, decision.confirmed_by, decision.confirmed_at = state, acting.user, acting.now()
        decision.decision = _in_register(acting, decision, rows, lines, before)
        decision.save(update_fields=["state", "confirmed_by", "confirmed_at", "decision"])
        stages = refresh_stages_of(rows)
        done(key, decision)
        record(
            acting, "reviews.decision_confirmed", decision, unit=decision.commune,
            rows=[decision, *rows, *cases, *stages], after={"number": decision.number, "cases": len(rows)},
            role=acting.role_for(Capability.DECISION_CONFIRM, decision.commune),
        )  # fmt: skip
    return decision


def _apart(acting: Acting, decision: RoundDecision) -> None:
    if not all(may_approve(acting, by, decision.commune) for by in (decision.prepared_by_id, decision.signed_by_id)):
        raise RefusedError(
            _("Người lập hoặc nhập số của quyết định không tự xác nhận."),
            remedy=_("Nhờ người thứ hai, hoặc đề nghị ghi một ngoại lệ kiêm nhiệm."), code="duties_apart",
        )  # fmt: skip


def _close_cases(rows: Sequence[Result]) -> list[Case]:
    """Cases all of whose standards have come to an end."""
    ids = [row.case_id for row in rows]
    ends = [code for code, state in RESULT.states.items() if state.end]
    open_still = set(Result.objects.filter(case__in=ids).exclude(state__in=ends).values_list("case_id", flat=True))
    done = [row.case for row in rows if row.case_id not in open_still and row.case.state != "decided"]
    for case in done:
        case.state, case.version = CASE.target("decide", case.state), case.version + 1
    keys = [case.pk for case in done]
    for at in range(0, len(keys), BATCH):
        Case.objects.filter(pk__in=keys[at : at + BATCH]).update(
            state="decided", version=F("version") + 1, updated_at=timezone.now()
        )
    return done


def _in_register(
    acting: Acting, decision: RoundDecision, rows: Sequence[Result], lines: dict[int, DecidedCase], before: set[int]
) -> Decision | None:
    """The record that statuses are read from; none in rounds that do not count, or when only newcomers are refused."""
    wanted = [row for row in rows if lines[row.case_id].kind != DecidedKind.REFUSED or row.pk in before]
    if not decision.round.counts or not wanted:
        return None
    standard = RoundStandard.objects.get(round=decision.round, standard_id=decision.standard_id)
    begins = standard.effective_from
    if decision.round.kind == RoundKind.REGULAR and decision.signed_on is not None:
        begins = max(begins, decision.signed_on)
    draft = DecisionDraft(
        decision.commune, decision.standard_id, decision.year, begins, number=decision.number,
        signed_on=decision.signed_on, source=DecisionSource.REVIEW, watermark=standard.watermark, paper=decision.paper,
    )  # fmt: skip
    return record_decision(
        acting, draft, [_line(row) for row in wanted], capability=Capability.DECISION_CONFIRM,
        reason=decision.correction_reason,
    )  # fmt: skip


def _line(row: Result) -> LineDraft:
    made = row.assessment
    if made is None:
        return LineDraft(row.case.household, row.final)
    deprived = tuple(filter(None, made.deprived.split(";")))
    return LineDraft(
        row.case.household, row.final, reason="" if row.departs else made.reason,
        income_score=made.income_score, deprivation_score=made.deprivation_score, deprived=deprived,
    )  # fmt: skip
