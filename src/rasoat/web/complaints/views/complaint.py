"""One complaint: what it says, its clock, its steps, and what can be done next."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.complaints.clocks import clock_words
from rasoat.web.complaints.forms import MoveForm
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.moving import may_move
from rasoat.web.complaints.queries import complaints_seen_by
from rasoat.web.complaints.state_graphs import COMPLAINT
from rasoat.web.complaints.telling import answer_of, told_of
from rasoat.web.complaints.views.moves import MOVES, form_for, is_possible
from rasoat.web.complaints.views.steps import events_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.working_days import calendar_of


@signed_in
@require_GET
def complaint(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    """The page, with a form for each move that can be made now."""
    return _page(request, _row(request, letter_id))


@signed_in
@require_POST
def step(request: HttpRequest, letter_id: uuid.UUID, move: str) -> HttpResponse:
    """Make a move."""
    row = _row(request, letter_id)
    if move not in MOVES:
        raise Http404
    form = form_for(move, row, request.POST)
    if form.is_valid():
        try:
            MOVES[move].act(acting_of(request), row, form)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _said(move, form))
            return redirect("complaints:complaint", letter_id=row.pk)
    row.refresh_from_db()
    return _page(request, row, move, form)


def _said(move: str, form: MoveForm) -> str:
    """What was recorded; with the household where one was chosen by its number."""
    said = _("Đã ghi: %(move)s.") % {"move": COMPLAINT.moves[MOVES[move].code].label}
    case = form.cleaned_data.get("case")
    if case is None:
        return said
    named = _("Hộ liên quan: %(case)s, %(village)s; %(round)s.")
    return f"{said} {named % {'case': case, 'village': case.village.full_name, 'round': case.round}}"


def _row(request: HttpRequest, letter_id: uuid.UUID) -> Complaint:
    rows = complaints_seen_by(acting_of(request)).select_related(
        "recheck", "paper", "case__village", "case__round", "entered_by"
    )
    return get_object_or_404(rows, pk=letter_id)


def _page(request: HttpRequest, row: Complaint, tried: str = "", form: MoveForm | None = None) -> HttpResponse:
    acting = acting_of(request)
    possible = [
        name for name, move in MOVES.items()
        if is_possible(row, move.code) and may_move(acting, row, move.code)
    ]  # fmt: skip
    deeds = [
        {
            "name": name, "label": COMPLAINT.moves[MOVES[name].code].label, "main": MOVES[name].main,
            "text": MOVES[name].text, "open": name == tried,
            "form": form if form is not None and name == tried else form_for(name, row),
        }
        for name in possible
    ]  # fmt: skip
    context = {
        "row": row, "told": told_of(row), "answer": answer_of(row), "deeds": deeds, "steps": events_of(row, COMPLAINT),
        "state": COMPLAINT.states[row.state].label, "stray": form if form and tried not in possible else None,
        "clock": clock_words(row, acting_of(request).today(), calendar_of(row.province)),
    }  # fmt: skip
    return render(request, "complaints/complaint.html", context, status=422 if form and form.errors else 200)
