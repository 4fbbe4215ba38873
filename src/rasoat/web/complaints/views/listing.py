"""The list of complaints: what waits, the overdue first; what is done."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.complaints.clocks import clock_words
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.queries import clocks_of, complaints_seen_by, ended, waiting
from rasoat.web.complaints.state_graphs import COMPLAINT
from rasoat.web.rounds.working_days import calendar_of

PAGE = 50


@signed_in
@require_GET
def complaints(request: HttpRequest) -> HttpResponse:
    """`?muc=xong`: those that are done."""
    acting = acting_of(request)
    acting.require(Capability.COMPLAINT_VIEW)
    done = request.GET.get("muc") == "xong"
    rows = complaints_seen_by(acting)
    page = Paginator(ended(rows) if done else waiting(rows), PAGE).get_page(request.GET.get("trang"))
    counts = clocks_of(acting)
    tabs: list[dict[str, Any]] = [
        {"label": _("Đang chờ"), "url": "?muc=cho", "current": not done, "count": counts.open},
        {"label": _("Đã xong"), "url": "?muc=xong", "current": done, "count": None},
    ]
    found = list(page)
    calendars = {row.province_id: row.province for row in found}
    days = {pk: calendar_of(province) for pk, province in calendars.items()}
    listed = [_line(row, clock_words(row, acting.today(), days[row.province_id])) for row in found]
    context = {"page": page, "rows": listed, "tabs": tabs, "counts": counts, "done": done,
               "takes": acting.policy.may(Capability.COMPLAINT_HANDLE)}  # fmt: skip
    return render(request, "complaints/list.html", context)


def _line(row: Complaint, clock: dict[str, Any]) -> dict[str, Any]:
    return {"row": row, "state": COMPLAINT.states[row.state].label, "clock": clock}
