"""Give a sample up before it is drawn."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.trust.models import RecheckPlan
from rasoat.web.trust.moving import locked_plan, moved


def cancel_sample(acting: Acting, plan: RecheckPlan, reason: str) -> RecheckPlan:
    """The round may have another one afterwards. Raises `NotAllowedError`; `RefusedError` once drawn, or no reason."""
    with transaction.atomic():
        plan = locked_plan(acting, plan)
        plan.reason = reason.strip()
        moved(acting, plan, "cancel", reason=plan.reason)
    return plan
