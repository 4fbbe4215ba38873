"""Reports that wait for approval in the own area, and those whose checks fail."""

from collections.abc import Iterable
from dataclasses import dataclass

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.reporting.blocking import blocks_of
from rasoat.web.reporting.models import Report

MOST = 4_000
"""Reports that are looked at: more than there are communes."""


@dataclass(frozen=True, slots=True)
class ReportStates:
    """`waiting`: handed in for approval; `failing`: made, with something that stands in the way of approval."""

    waiting: int
    failing: int


def report_states(acting: Acting, capability: Capability = Capability.ROUND_VIEW) -> ReportStates:
    """Unapproved reports of the area in which the person may do something (one query, without the figures)."""
    rows = acting.policy.visible(capability, Report.objects.filter(state__in=("made", "checked")))
    found = list(rows.only("state", "kind", "checks", "reasons", "unsettled", "gaps")[:MOST])
    return ReportStates(sum(row.state == "checked" for row in found), _failing(found))


def _failing(rows: Iterable[Report]) -> int:
    return sum(any(block.stops for block in blocks_of(row)) for row in rows)
