"""One move of a report, inside the action's transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.state_graphs import REPORT


def locked_report(acting: Acting, report: Report, capability: Capability) -> Report:
    """The report, locked until the transaction ends. Raises `NotAllowedError`."""
    acting.require(capability, report)
    locked_chain(report.place)
    rows = Report.objects.select_for_update(of=("self",)).select_related("province", "commune")
    return rows.get(pk=report.pk)


def moved(
    acting: Acting, report: Report, move: str, *, reason: str = "", rows: Iterable[models.Model] = (), **told: Any
) -> None:
    """Save a locked report in its next state.

    Raises `RefusedError` when the graph has no such move from here, or the reason is missing.
    """
    before = report.state
    report.state = REPORT.target(move, before, reason=reason)
    report.save()
    record(
        acting, f"reporting.{move}", report, unit=report.place, rows=[report, *rows], before={"state": before},
        after={"state": report.state, **told}, reason=reason.strip(),
        role=acting.role_for(Capability(REPORT.moves[move].need), report),
    )  # fmt: skip
