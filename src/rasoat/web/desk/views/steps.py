"""Every step of a round in plain words: what to do, what comes out, where it is written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.desk.stage_steps import steps_of
from rasoat.web.rounds.law import procedure_name
from rasoat.web.rounds.queries import rounds_seen_by


@signed_in
@require_GET
def steps(request: HttpRequest, round_id: int) -> HttpResponse:
    """The steps of the round's procedure, in order."""
    acting = acting_of(request)
    acting.require(Capability.ROUND_VIEW)
    row = rounds_seen_by(acting).filter(pk=round_id).first()
    if row is None:
        raise Http404
    context = {"round": row, "steps": steps_of(row), "procedure": procedure_name(row.procedure_id)}
    return render(request, "desk/steps.html", context)
