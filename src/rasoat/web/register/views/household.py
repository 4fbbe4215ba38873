"""The page of a household, today or as of a past day, and its sheet for paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.ledger.heads import head_line
from rasoat.web.ledger.queries import trail_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.reveal_number import reveal_number
from rasoat.web.register.actions.settle_to_do import settle_to_do
from rasoat.web.register.actions.undo_event import undo_event
from rasoat.web.register.files import PHOTO
from rasoat.web.register.handovers import open_request
from rasoat.web.register.mini_map import map_of
from rasoat.web.register.models import EventKind, HouseholdEvent, PersonalNumber, ToDo
from rasoat.web.register.page import fact_rows, fact_sections, member_lines, time_line_rows
from rasoat.web.register.page_links import links_for
from rasoat.web.register.queries import attachments_of, decision_lines_of, first_day, state_on, time_line
from rasoat.web.register.statuses import newest_in_force
from rasoat.web.register.to_dos import open_to_dos, words_of
from rasoat.web.register.undoing import primary_of, why_not
from rasoat.web.register.views.common import day_asked, household_or_404
from rasoat.web.register.words import standard_name
from rasoat.web.vault.keyring import KeysMissingError
from rasoat.web.vault.sealing import SealBrokenError

EVENTS_SHOWN = 100


@signed_in
@require_GET
def household(request: HttpRequest, code: str) -> HttpResponse:
    """Everything known of a household; `?ngay=dd/mm/yyyy`: as it stood that day, to read only."""
    home = household_or_404(request, code)
    return render(request, "register/household.html", _context(request, home))


@signed_in
@require_GET
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The household on one A4 page."""
    home = household_or_404(request, code)
    return render(request, "register/sheet.html", _context(request, home) | {"head_line": head_line(home.commune)})


@signed_in
@require_POST
def reveal(request: HttpRequest, code: str, number_id: int) -> HttpResponse:
    """One number in full, into its place on the page."""
    home = household_or_404(request, code)
    number = get_object_or_404(
        PersonalNumber.objects.select_related("member__household__commune"), pk=number_id, member__household=home
    )
    try:
        plain = reveal_number(acting_of(request), number)
    except (KeysMissingError, SealBrokenError):
        plain = str(_("Không mở được số này: khóa đã mất hoặc dữ liệu bị thay đổi."))
    if request.headers.get("HX-Request"):
        return render(request, "look/components/masked.html", {"full": plain})
    return render(request, "register/number.html", {"home": home, "member": number.member, "full": plain})


@signed_in
@require_POST
def settle(request: HttpRequest, code: str, to_do_id: int) -> HttpResponse:
    """Close a to-do with a reason."""
    home = household_or_404(request, code)
    row = get_object_or_404(ToDo.objects.select_related("household__commune"), pk=to_do_id, household=home)
    try:
        settle_to_do(acting_of(request), row, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã đóng việc cần bổ sung."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("register:household", code=code)


@signed_in
@require_POST
def undo(request: HttpRequest, code: str, event_id: int) -> HttpResponse:
    """Take back an event."""
    home = household_or_404(request, code)
    event = get_object_or_404(HouseholdEvent.objects.select_related("household"), pk=event_id, household=home)
    try:
        undo_event(acting_of(request), event, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã hoàn tác. Biến động vẫn còn trong dòng thời gian, ghi rõ là đã hoàn tác."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("register:household", code=code)


def _context(request: HttpRequest, home: Any) -> dict[str, Any]:
    acting = acting_of(request)
    day = day_asked(request)
    on = day or timezone.localdate()
    then = state_on(home, on, live=home)
    context: dict[str, Any] = {
        "home": home,
        "day": day,
        "then": then,
        "first_day": first_day(home),
        "asked": request.GET.get("ngay", ""),
    }
    if then is None:
        return context
    events = list(time_line(home, until=day)[:EVENTS_SHOWN])
    may_edit = day is None and home.ended_on is None and acting.policy.may(Capability.HOUSEHOLD_EDIT, home)
    lines = member_lines(acting, then, home)
    files = list(attachments_of(home))
    to_dos = [] if day else list(open_to_dos(home))
    for row in to_dos:
        row.word, row.said = words_of(row)  # type: ignore[attr-defined]
        row.dialog = f"dong-{row.pk}"  # type: ignore[attr-defined]
    unknown = max(0, home.member_count - len(lines)) if day is None else 0
    context |= {
        "shown": then.household, "members": lines, "unknown": unknown, "facts": fact_rows(then.household),
        "sections": fact_sections(home, on), "to_dos": to_dos, "may_edit": may_edit,
        "photos": [row for row in files if row.kind == PHOTO], "papers": [row for row in files if row.kind != PHOTO],
        "events": time_line_rows(events, home), "may_reveal": acting.policy.may(Capability.NUMBER_VIEW, home),
        "map": map_of(acting, then.household, neighbours=day is None),
        "asked_for": None if day else open_request(home),
        "may_health": acting.policy.may(Capability.HEALTH_VIEW, home),
        "links": [] if day else links_for(acting, home),
        "may_read_ledger": acting.policy.may(Capability.LEDGER_READ, home),
        "trail": trail_of(home, 10, also=then.members), "undo": None if day else _undoable(request, home, events),
    }  # fmt: skip
    if acting.policy.may(Capability.STATUS_VIEW, home):
        rows = [row for row in decision_lines_of(home) if row.decision.effective_from <= on]
        context["in_force"] = [
            {"standard": standard_name(standard), "line": line} for standard, line in newest_in_force(rows, on).items()
        ]
        context["decisions"] = [{"line": row, "standard": standard_name(row.decision.standard_id)} for row in rows]
    return context


def _undoable(request: HttpRequest, home: Any, events: list[HouseholdEvent]) -> HouseholdEvent | None:
    """The latest event, when this person may take it back here."""
    if not acting_of(request).policy.may(Capability.HOUSEHOLD_EDIT, home):
        return None
    open_ones = [
        row for row in events if row.undone_by_id is None and row.kind not in {EventKind.UNDONE, EventKind.DUPLICATE}
    ]
    latest = max(open_ones, key=lambda row: row.pk, default=None)
    return latest if latest is not None and not why_not(primary_of(latest)) else None
