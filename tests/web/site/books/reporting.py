"""Addresses of `reporting`. What belongs to a province is seen by its province only."""

from collections.abc import Mapping
from typing import Any

from rasoat.web.accounts.acting import acting_as
from rasoat.web.reporting.actions.order_report import ReportDraft, order_report
from rasoat.web.reporting.models import Report
from web.site.addresses import Address
from web.site.makers import STANDARD
from web.site.places import Place, person


def report(place: Place) -> Report:
    """A monthly report of the commune, ordered by its officer."""
    acting = acting_as(place.make(person), "web")
    return order_report(acting, ReportDraft("monthly", place.commune, STANDARD, 2026, 3))


def _report(place: Place) -> Mapping[str, Any]:
    return {"report_id": place.make(report).pk}


BOOK: Mapping[str, Address] = {
    "reporting:list": Address(),
    "reporting:new": Address(),
    "reporting:nation": Address(),
    "reporting:thresholds": Address(),
    "reporting:merit": Address(),
    "reporting:report": Address(_report, guarded=True),
    "reporting:reason": Address(_report, guarded=True),
    "reporting:compare": Address(_report, guarded=True),
    "reporting:step": Address(lambda place: {**_report(place), "step": "trinh"}, guarded=True),
}
