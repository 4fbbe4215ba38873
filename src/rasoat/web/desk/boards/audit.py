"""The board of an auditor: forms opened again, decisions that correct others, the way to ledger and patterns."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.desk.chosen import chosen
from rasoat.web.reviews.models import RoundDecision, Unlock


def board(request: HttpRequest) -> Mapping[str, Any] | None:
    """For whoever reads the ledger; None for everybody else (three queries)."""
    acting = acting_of(request)
    if not acting.policy.may(Capability.LEDGER_READ):
        return None
    picked = chosen(request, acting)
    seen = acting.policy.visible
    return {
        "round": picked.row,
        "unlocks": seen(Capability.LEDGER_READ, Unlock.objects.filter(case__round=picked.row), prefix="case__").count(),
        "corrections": seen(
            Capability.LEDGER_READ, RoundDecision.objects.filter(round=picked.row, corrects__isnull=False)
        ).count(),
        "patterns": acting.policy.may(Capability.PATTERN_VIEW),
    }  # fmt: skip
