"""Type in a decision from a signed list, with the scan of its paper."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Decision
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import store


def enter_decision(
    acting: Acting,
    draft: DecisionDraft,
    lines: Sequence[LineDraft],
    *,
    paper: UploadedFile | None = None,
    reason: str = "",
) -> Decision:
    """`record_decision` with an upload kept sealed first. Raises what that and `vault.files.store` raise."""
    acting.require(Capability.DECISION_RECORD, draft.commune)
    with transaction.atomic():
        if paper is not None:
            kept = store(paper, media_type=Accepts.PAPER, bound=f"decision:{draft.commune.key}", field="paper")
            draft = replace(draft, paper=kept)
        decision = record_decision(acting, draft, lines, reason=reason)
        if draft.paper is not None:
            record(
                acting, "register.decision_paper", decision, unit=draft.commune, rows=[draft.paper],
                role=acting.role_for(Capability.DECISION_RECORD, draft.commune),
            )  # fmt: skip
    return decision
