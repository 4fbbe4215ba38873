"""Reports that wait for approval in the own area, and those whose checks fail."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings

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
    """Unapproved reports of the area that count and in which the person may do something (one query, no figures)."""
    found = _unapproved(acting, capability)
    return ReportStates(sum(row.state == "checked" for row in found), sum(map(_fails, found)))


def failing_by_province(acting: Acting) -> Counter[int]:
    """How many unapproved reports of each province have something that stands in the way (one query)."""
    return Counter(row.province_id for row in _unapproved(acting, Capability.ROUND_VIEW) if _fails(row))


def _unapproved(acting: Acting, capability: Capability) -> list[Report]:
    found = Report.objects.filter(state__in=("made", "checked"))
    found = found if settings.DEMO else found.filter(practice=False)  # a demonstration site has nothing but practice
    rows = acting.policy.visible(capability, found)
    return list(rows.only("state", "kind", "province_id", "checks", "reasons", "unsettled", "gaps")[:MOST])


def _fails(row: Report) -> bool:
    return any(block.stops for block in blocks_of(row))
