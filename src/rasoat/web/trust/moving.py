"""One move of a sample, inside the action's transaction."""

from typing import Any

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.trust.models import RecheckPlan
from rasoat.web.trust.state_graphs import PLAN


def locked_plan(acting: Acting, plan: RecheckPlan) -> RecheckPlan:
    """The sample, locked until the transaction ends. Raises `NotAllowedError`."""
    acting.require(Capability.RECHECK_DRAW, plan.round)
    locked_chain(plan.round.commune or plan.round.province)
    rows = RecheckPlan.objects.select_for_update(of=("self",))
    return rows.select_related("round__province", "round__commune").get(pk=plan.pk)


def moved(acting: Acting, plan: RecheckPlan, move: str, *, reason: str = "", **told: Any) -> None:
    """Save a locked sample in its next state. `rows` among `told`: further rows for the ledger.

    Raises `RefusedError` when the graph has no such move from here, or the reason is missing.
    """
    before, rows = plan.state, told.pop("rows", ())
    plan.state = PLAN.target(move, before, reason=reason)
    plan.save()
    record(
        acting, f"trust.{move}", plan, unit=plan.round.commune or plan.round.province, rows=[plan, *rows],
        before={"state": before}, after={"state": plan.state, **told}, reason=reason,
        role=acting.role_for(Capability.RECHECK_DRAW, plan.round),
    )  # fmt: skip
