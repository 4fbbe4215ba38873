"""Withdraw a decision that was recorded by mistake: it stays readable and counts for nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.models import Decision, DecisionState, Household
from rasoat.web.register.statuses import refresh_statuses


def withdraw_decision(
    acting: Acting, decision: Decision, *, reason: str, capability: Capability = Capability.DECISION_RECORD
) -> None:
    """Raises `NotAllowedError`; `RefusedError` without a reason or when it was withdrawn before."""
    acting.require(capability, decision.commune)
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Nói vì sao rút quyết định này."), field="reason")
    with transaction.atomic():
        changed = Decision.objects.filter(pk=decision.pk, state=DecisionState.VALID).update(
            state=DecisionState.WITHDRAWN
        )
        if not changed:
            raise RefusedError(_("Quyết định này đã được rút trước đó."), code="gone")
        decision.refresh_from_db()
        record(
            acting, "register.decision_withdrawn", decision, unit=decision.commune, rows=[decision], reason=reason,
            before={"state": DecisionState.VALID}, after={"state": DecisionState.WITHDRAWN},
            role=acting.role_for(capability, decision.commune),
        )  # fmt: skip
        ids = list(decision.lines.values_list("household_id", flat=True))
        refresh_statuses(ids, decision.standard_id)
        for commune_id in Household.objects.filter(pk__in=ids).values_list("commune_id", flat=True).distinct():
            refresh_counts(commune_id)
